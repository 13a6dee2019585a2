/** Fields that may be `undefined` become fields that may be absent. */
export type Filled<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name]
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>
}

/** The fields that are not `undefined`. */
export function filled<Fields extends object>(fields: Fields): Filled<Fields> {
  // Leaving out what is undefined is just what the type says, but Object.fromEntries cannot say it.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Filled<Fields>
}
