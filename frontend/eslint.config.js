/** Lint rules of the dashboard: who may import whom, hooks, and no loose ends. */
import js from "@eslint/js"
import hooks from "eslint-plugin-react-hooks"
import tseslint from "typescript-eslint"

const FEATURES = ["accounts", "subjects", "uploads", "photos", "swaps", "runs", "notices", "credits", "engines", "datasets", "loras"]
const SHARED_FEATURES = ["runs", "engines"]

/** Forbids imports in a folder of src: pairs of a pattern and the way out. */
const forbid = (folder, ...pairs) => ({
  files: [`**/src/${folder}/**/*.{ts,tsx}`],
  rules: { "no-restricted-imports": ["error", { patterns: pairs.map(([regex, message]) => ({ regex, message })) }] },
})
const layers = (names, message) => [`^(\\.\\./)+(${names})/`, message]

const LAYERS = [
  forbid("lib", layers("app|features|realtime|api|ui", "lib stands on nothing.")),
  forbid("ui", layers("app|features|realtime|api", "ui knows no server: give it props.")),
  forbid("api", layers("app|features|realtime|ui", "api draws nothing and listens to nothing.")),
  forbid("realtime", layers("app|features|ui", "realtime draws nothing.")),
]
const BETWEEN_FEATURES = FEATURES.map((name) => {
  const others = FEATURES.filter((other) => other !== name && (SHARED_FEATURES.includes(name) || !SHARED_FEATURES.includes(other)))
  return forbid(
    `features/${name}`,
    layers("app", "Only app imports app: move what is shared down."),
    [`^\\.\\./(${others.join("|")})/`, "A feature imports no other feature but runs and engines, which import none."],
  )
})

/** English in what people read or hear, wherever a component writes it (docs/decisions/0011). */
const WORDS_MESSAGE = "English belongs to src/words: import { words } from \"#words/...\"."
const WORDS_SYNTAX = [
  { selector: "JSXText[value=/[A-Za-z]{2}/]", message: WORDS_MESSAGE },
  { selector: "JSXAttribute[name.name=/^(aria-label|title|alt|placeholder|label)$/] > Literal[value=/[A-Za-z]{2}/]", message: WORDS_MESSAGE },
  { selector: "JSXAttribute[name.name=/^(aria-label|title|alt|placeholder|label)$/] ConditionalExpression > Literal[value=/[A-Za-z]{2}/]", message: WORDS_MESSAGE },
  { selector: ":matches(JSXElement, JSXFragment) > JSXExpressionContainer > Literal[value=/[A-Za-z]{2}/]", message: WORDS_MESSAGE },
  { selector: ":matches(JSXElement, JSXFragment) > JSXExpressionContainer > ConditionalExpression > Literal[value=/[A-Za-z]{2}/]", message: WORDS_MESSAGE },
  { selector: ":matches(JSXElement, JSXFragment) > JSXExpressionContainer > LogicalExpression > Literal[value=/[A-Za-z]{2}/]", message: WORDS_MESSAGE },
  { selector: ":matches(JSXElement, JSXFragment) > JSXExpressionContainer > TemplateLiteral TemplateElement[value.raw=/[A-Za-z]{2}/]", message: WORDS_MESSAGE },
  { selector: "JSXAttribute[name.name=/^(aria-label|title|alt|placeholder|label)$/] TemplateElement[value.raw=/[A-Za-z]{2}/]", message: WORDS_MESSAGE },
]
const NO_BARRELS = [
  { selector: "ExportAllDeclaration", message: "No barrel files: import from where it is written." },
  { selector: "ExportNamedDeclaration[source]", message: "No barrel files: import from where it is written." },
]

export default tseslint.config(
  { ignores: ["**/dist/**", "**/*.gen.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  hooks.configs.flat["recommended-latest"],
  {
    rules: {
      "no-restricted-syntax": ["error", ...NO_BARRELS],
      "max-lines": ["error", { max: 400 }],
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
    },
  },
  {
    files: ["**/src/**/*.tsx"],
    ignores: ["**/*.test.tsx"],
    rules: { "no-restricted-syntax": ["error", ...NO_BARRELS, ...WORDS_SYNTAX] },
  },
  ...LAYERS,
  ...BETWEEN_FEATURES,
)
