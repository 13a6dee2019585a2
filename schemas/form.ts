import { z } from 'zod'

const Node = z.object({
  name: z.string().optional(),
  type: z.string().optional(),
  title: z.string().optional(),
  fields: z.array(z.unknown()).optional(),
  of: z.array(z.unknown()).optional(),
})

/** As much of a Sanity form as is needed to find one's way in it. */
export type FormNode = z.infer<typeof Node>

type Whereabouts = { path: readonly (string | number)[]; document: unknown; form: unknown; forms: readonly unknown[] }

/**
 * What a form calls the place at `path` of a document: the titles met on the way (a field, and in lists the member with its
 * `_key`), and the innermost field the form knows, with its type.
 */
export function fieldAt({ path, document, form, forms }: Whereabouts): { titles: string[]; field?: FormNode } {
  const titles: string[] = []
  let value = document
  let node: FormNode | undefined = Node.parse(form)
  let field: FormNode | undefined
  for (const segment of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, segment) : undefined
    node =
      typeof segment === 'number' ? member(resolved(node, forms), value) : fieldNamed(resolved(node, forms), segment)
    if (node === undefined) break
    field = node
    const title = resolved(node, forms).title ?? node.title
    if (title !== undefined)
      titles.push(typeof segment === 'number' ? `${title}${keyOf(value)}` : (node.title ?? title))
  }
  return field === undefined ? { titles } : { titles, field }
}

/** The form with what its named type holds, where it only refers to one. */
function resolved(node: FormNode, forms: readonly unknown[]): FormNode {
  const named = forms.map((form) => Node.parse(form)).find(({ name }) => name === node.type)
  return named === undefined
    ? node
    : { ...named, ...node, fields: node.fields ?? named.fields, of: node.of ?? named.of }
}

function fieldNamed({ fields }: FormNode, name: string): FormNode | undefined {
  return fields?.map((field) => Node.parse(field)).find((field) => field.name === name)
}

const Typed = z.object({ _type: z.string().optional(), _key: z.string().optional() }).catch({})

function member({ of }: FormNode, value: unknown): FormNode | undefined {
  const members = of?.map((node) => Node.parse(node)) ?? []
  const { _type } = Typed.parse(value)
  return (
    members.find(({ name, type }) => _type !== undefined && (name ?? type) === _type) ??
    (members.length === 1 ? members[0] : undefined)
  )
}

function keyOf(value: unknown): string {
  const { _key } = Typed.parse(value)
  return _key === undefined ? '' : ` (»${_key}«)`
}
