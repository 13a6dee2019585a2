import type { SeededChance } from './seeded-chance.ts'

/** A few places of the document taken away or filled with something else; `_id` and `_type` stay. */
export function damaged(document: object, chance: SeededChance): unknown {
  const copy = structuredClone(document)
  for (let times = chance.whole(1, 8); times > 0; times--) damage(copy, chance, true)
  return copy
}

const wrong = [
  null,
  0,
  -1,
  '',
  ' ',
  'ord',
  '\u0000',
  true,
  [],
  {},
  [[]],
  { _type: 'poll' },
  [{ _ref: 7 }],
  'x'.repeat(5000),
  '1970-99-99',
] as const

function damage(inside: object, chance: SeededChance, isTop = false): void {
  const names = Object.keys(inside).filter((name) => !(isTop && ['_id', '_type'].includes(name)))
  const [first, ...others] = names
  if (first === undefined) return
  const name = chance.oneOf([first, ...others])
  const member: unknown = Reflect.get(inside, name)
  if (typeof member === 'object' && member !== null && chance.happens(0.7)) damage(member, chance)
  else if (chance.happens(0.4)) Reflect.deleteProperty(inside, name)
  else Reflect.set(inside, name, structuredClone(chance.oneOf(wrong)))
}
