import { z } from 'zod'

const Node = z.looseObject({
  name: z.string().optional(),
  type: z.string(),
  title: z.string().optional(),
  fields: z.array(z.unknown()).optional(),
  of: z.array(z.unknown()).optional(),
})
type Node = z.infer<typeof Node>

type Shape = z.core.$ZodType

const kept = new Set(['_id', '_rev', '_createdAt', '_updatedAt', '_type', '_key'])

const leaves: Readonly<Record<string, string>> = {
  string: 'string',
  text: 'string',
  url: 'string',
  email: 'string',
  datetime: 'string',
  date: 'string',
  number: 'number',
  boolean: 'boolean',
}

// What Sanity itself puts under a field of these types, and the site reads.
const sanitysOwn: Readonly<Record<string, readonly string[]>> = {
  image: ['asset', 'hotspot', 'crop'],
  slug: ['current'],
  reference: ['_ref'],
}

/** Where a form and a shape name different fields, or fields of different kinds; one line for each, none when they agree. */
export function differences(form: unknown, shape: Shape, forms: readonly unknown[], path = ''): string[] {
  const node = resolved(Node.parse(form), forms)
  const inner = unwrapped(shape)
  if (node.type === 'block') return []
  if (node.type === 'array') return differencesInList(node, inner, forms, path)
  const leaf = leaves[node.type]
  if (leaf !== undefined)
    return kindOf(inner) === leaf ? [] : [`${path}: the form has a ${leaf}, the shape a ${kindOf(inner)}`]
  return differencesInFields(node, inner, forms, path)
}

function differencesInFields(node: Node, shape: Shape, forms: readonly unknown[], path: string): string[] {
  if (!(shape instanceof z.core.$ZodObject)) return [`${path}: the form has fields, the shape is a ${kindOf(shape)}`]
  const fields = new Map((node.fields ?? []).map((field) => [Node.parse(field).name ?? '', field]))
  const inForm = new Set([...fields.keys(), ...(sanitysOwn[node.type] ?? [])])
  const inShape = Object.keys(shape._zod.def.shape).filter((name) => !kept.has(name))
  const onlyInForm = [...inForm].filter((name) => !inShape.includes(name))
  // Every image is read by one shape, though some forms ask for fewer words.
  const onlyInShape = node.type === 'image' ? [] : inShape.filter((name) => !inForm.has(name))
  return [
    ...onlyInForm.map((name) => `${path}.${name}: only in the form`),
    ...onlyInShape.map((name) => `${path}.${name}: only in the shape`),
    ...[...fields].flatMap(([name, field]) => {
      const inside = shape._zod.def.shape[name]
      return inside === undefined ? [] : differences(field, inside, forms, `${path}.${name}`)
    }),
  ]
}

function differencesInList(node: Node, shape: Shape, forms: readonly unknown[], path: string): string[] {
  if (!(shape instanceof z.core.$ZodArray)) return [`${path}: the form has a list, the shape a ${kindOf(shape)}`]
  const element = unwrapped(shape._zod.def.element)
  const shapes = element instanceof z.core.$ZodUnion ? element._zod.def.options.map(unwrapped) : [element]
  const members = (node.of ?? []).map((member) => Node.parse(member))
  const missing = shapes
    .map(typeName)
    .filter((name) => name !== undefined && !members.some((member) => (member.name ?? member.type) === name))
  return [
    ...missing.map((name) => `${path}[${name}]: only in the shape`),
    ...members.flatMap((member) => {
      const name = member.name ?? member.type
      const inside = shapes.find((option) => typeName(option) === name) ?? (shapes.length === 1 ? shapes[0] : undefined)
      return inside === undefined
        ? [`${path}[${name}]: only in the form`]
        : differences(member, inside, forms, `${path}[${name}]`)
    }),
  ]
}

/** The form with what its named type holds, where it only refers to one. */
function resolved(node: Node, forms: readonly unknown[]): Node {
  const named = forms.map((form) => Node.parse(form)).find(({ name }) => name === node.type)
  return named === undefined ? node : { ...named, name: node.name }
}

/** The shape without what only surrounds it: defaults, fallbacks, cleaning. */
function unwrapped(shape: Shape): Shape {
  if (shape instanceof z.core.$ZodPipe) {
    const { in: before, out } = shape._zod.def
    return unwrapped(before instanceof z.core.$ZodTransform ? out : before)
  }
  if (
    shape instanceof z.core.$ZodOptional ||
    shape instanceof z.core.$ZodDefault ||
    shape instanceof z.core.$ZodCatch
  ) {
    return unwrapped(shape._zod.def.innerType)
  }
  return shape
}

function kindOf(shape: Shape): string {
  const { type } = shape._zod.def
  return type === 'enum' ? 'string' : type
}

function typeName(shape: Shape): string | undefined {
  const literal = shape instanceof z.core.$ZodObject ? shape._zod.def.shape._type : undefined
  const [value] = literal instanceof z.core.$ZodLiteral ? literal._zod.def.values : []
  return typeof value === 'string' ? value : undefined
}

/** Each field of a form with its path, those of named types under the types' own names. */
export function fieldsOf(form: unknown, path?: string): { path: string; title: string | undefined }[] {
  const node = Node.parse(form)
  const here = path ?? node.name ?? ''
  return [
    ...(node.fields ?? []).flatMap((field) => {
      const { name, title } = Node.parse(field)
      return [{ path: `${here}.${name}`, title }, ...fieldsOf(field, `${here}.${name}`)]
    }),
    ...(node.of ?? []).flatMap((member) => fieldsOf(member, `${here}[]`)),
  ]
}
