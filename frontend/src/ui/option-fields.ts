/** Reads a JSON schema of options into the fields a form can draw; nothing here knows any engine. */
import { words as uiWords } from "#words/ui"

/** The part of JSON schema that pydantic writes for options. */
export type FieldSchema = {
  type?: string
  title?: string
  description?: string
  default?: unknown
  enum?: (string | number)[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  multipleOf?: number
  maxLength?: number
  anyOf?: FieldSchema[]
  allOf?: FieldSchema[]
  items?: FieldSchema
  $ref?: string
}
export type FormSchema = { properties?: Record<string, FieldSchema>; required?: string[]; $defs?: Record<string, FieldSchema> }
export type Values = Record<string, unknown>

export type OptionField = {
  name: string
  label: string
  help: string
  kind: "choice" | "switch" | "slider" | "number" | "text" | "lines"
  choices: (string | number)[]
  minimum: number | undefined
  maximum: number | undefined
  step: number
  whole: boolean
  optional: boolean
  initial: unknown
}

const words = (name: string) => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll("_", " ")

/** Follows $ref, allOf of one, and anyOf with null, which is how pydantic writes enums and optionals. */
function resolved(schema: FieldSchema, defs: Record<string, FieldSchema>): FieldSchema & { optional: boolean } {
  const target = schema.$ref ? defs[schema.$ref.split("/").at(-1) ?? ""] : undefined
  const only = schema.allOf?.length === 1 ? schema.allOf[0] : undefined
  const branches = schema.anyOf?.filter((branch) => branch.type !== "null")
  const inner = target ?? only ?? (branches?.length === 1 ? branches[0] : undefined)
  const isOptional = (schema.anyOf?.length ?? 0) !== (branches?.length ?? 0)
  if (!inner) return { ...schema, optional: isOptional }
  const own = Object.fromEntries(Object.entries(schema).filter(([key]) => !["$ref", "allOf", "anyOf"].includes(key)))
  const deep = resolved(inner, defs)
  return { ...deep, ...own, optional: isOptional || deep.optional }
}

/** Places of a slider that a hand still finds. */
const MOST_PLACES = 200

/** Whether a slider reaches what the option begins with, in places that can be told apart. */
function slides(low: number, high: number, step: number, initial: unknown): boolean {
  if ((high - low) / step > MOST_PLACES) return false
  if (typeof initial !== "number") return true
  const places = (initial - low) / step
  return Math.abs(places - Math.round(places)) < 1e-6
}

function kindOf(schema: FieldSchema, step: number): OptionField["kind"] {
  if (schema.enum) return "choice"
  if (schema.type === "boolean") return "switch"
  if (schema.type === "array") return "lines"
  if (schema.type !== "number" && schema.type !== "integer") return "text"
  const low = schema.minimum ?? schema.exclusiveMinimum
  const high = schema.maximum ?? schema.exclusiveMaximum
  return low !== undefined && high !== undefined && slides(low, high, step, schema.default) ? "slider" : "number"
}

export function fieldsOf(schema: FormSchema): OptionField[] {
  return Object.entries(schema.properties ?? {}).map(([name, raw]) => {
    const field = resolved(raw, schema.$defs ?? {})
    const whole = field.type === "integer"
    const minimum = field.minimum ?? field.exclusiveMinimum
    const maximum = field.maximum ?? field.exclusiveMaximum
    const span = minimum !== undefined && maximum !== undefined ? maximum - minimum : 1
    const step = field.multipleOf ?? (whole ? 1 : span > 20 ? 1 : 0.05)
    return {
      name,
      label: raw.title ?? words(name),
      help: field.description ?? "",
      kind: kindOf(field, step),
      choices: field.enum ?? [],
      minimum,
      maximum,
      step,
      whole,
      optional: field.optional,
      initial: field.default,
    }
  })
}

/** What is wrong with a value, in words, or null. */
export function complaint(field: OptionField, value: unknown): string | null {
  if (value === undefined || value === null || value === "") return field.optional || field.initial !== undefined ? null : uiWords.needed(field.label)
  if (field.kind !== "number" && field.kind !== "slider") return null
  const n = Number(value)
  if (Number.isNaN(n)) return uiWords.noNumber
  if (field.whole && !Number.isInteger(n)) return uiWords.noWhole
  if (field.minimum !== undefined && n < field.minimum) return uiWords.atLeast(field.minimum)
  if (field.maximum !== undefined && n > field.maximum) return uiWords.atMost(field.maximum)
  return null
}

/** Only what differs from the defaults, so that a request says what was chosen and nothing else. */
export function chosen(fields: OptionField[], values: Values): Values {
  return Object.fromEntries(fields.filter(({ name, initial }) => values[name] !== undefined && values[name] !== initial).map(({ name }) => [name, values[name]]))
}
