// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react"
import { useState } from "react"
import { afterEach, describe, expect, it } from "vitest"
import { chosen, complaint, fieldsOf, type FormSchema, type Values } from "./option-fields"
import { SchemaForm } from "./SchemaForm"

afterEach(cleanup)

/** As pydantic writes it: a bounded number, an integer, a flag, an enum behind a $ref, an optional, a text. */
const schema: FormSchema = {
  properties: {
    likeness: { type: "number", title: "Likeness", description: "How much of the source's shape.", minimum: 0, maximum: 1, default: 0.9 },
    seed: { type: "integer", minimum: 0, default: 7 },
    keep_glasses: { type: "boolean", default: true },
    edge: { $ref: "#/$defs/Edge", default: "soft" },
    limit: { anyOf: [{ type: "integer", minimum: 1, maximum: 8 }, { type: "null" }], default: null },
    note: { type: "string", default: "" },
    prompts: { type: "array", items: { type: "string" }, default: ["a photo"] },
    rate: { type: "number", exclusiveMinimum: 0, maximum: 10, default: 0.0001 },
    steps: { type: "integer", minimum: 1, maximum: 50_000, default: 1500 },
  },
  $defs: { Edge: { enum: ["soft", "very_hard"], type: "string" } },
}

function Drawn({ onValues }: { onValues: (values: Values) => void }) {
  const [values, setValues] = useState<Values>({})
  return (
    <SchemaForm
      schema={schema}
      values={values}
      onChange={(next) => {
        setValues(next)
        onValues(next)
      }}
    />
  )
}

describe("a form drawn from a schema", () => {
  it("chooses the control by the schema alone", () => {
    expect(fieldsOf(schema).map(({ name, kind, optional }) => [name, kind, optional])).toEqual([
      ["likeness", "slider", false],
      ["seed", "number", false],
      ["keep_glasses", "switch", false],
      ["edge", "choice", false],
      ["limit", "slider", true],
      ["note", "text", false],
      ["prompts", "lines", false],
      ["rate", "number", false],
      ["steps", "number", false],
    ])
  })

  it("shows defaults, names and help, and gives typed values back", () => {
    let values: Values = {}
    render(<Drawn onValues={(next) => (values = next)} />)
    expect(screen.getByLabelText<HTMLInputElement>(/^Likeness/).value).toBe("0.9")
    expect(screen.getByText("How much of the source's shape.")).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/^Likeness/), { target: { value: "0.5" } })
    fireEvent.click(screen.getByRole("switch", { name: /Keep glasses/ }))
    fireEvent.change(screen.getByLabelText("Edge"), { target: { value: "very_hard" } })
    fireEvent.change(screen.getByLabelText("Seed"), { target: { value: "12" } })
    fireEvent.change(screen.getByLabelText("Prompts"), { target: { value: "one\ntwo" } })
    expect(values).toEqual({ likeness: 0.5, keep_glasses: false, edge: "very_hard", seed: 12, prompts: ["one", "two"] })
    expect(chosen(fieldsOf(schema), { ...values, note: "" })).toEqual(values)
  })

  it("says what is wrong beside the field, tied to it", () => {
    render(<Drawn onValues={() => undefined} />)
    const seed = screen.getByLabelText("Seed")
    fireEvent.change(seed, { target: { value: "-1" } })
    expect(seed.getAttribute("aria-invalid")).toBe("true")
    expect(document.getElementById(seed.getAttribute("aria-describedby") ?? "")?.textContent).toBe("At least 0.")
    const [likeness] = fieldsOf(schema)
    expect(likeness && complaint(likeness, 3)).toBe("At most 1.")
  })
})
