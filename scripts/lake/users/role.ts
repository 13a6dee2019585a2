import { z } from 'zod'

/** What a user may be; the names are Sanity's (https://www.sanity.io/docs/user-guides/roles). */
export const Role = z.enum(['administrator', 'editor', 'viewer'])
export type Role = z.infer<typeof Role>

/** What a role may allow, in the words of Sanity's API. `editHistory` is to purge what was, beside deleting what is. */
export type Permission = 'read' | 'create' | 'update' | 'history' | 'editHistory'

/** What a role is called in the Studio, and what it lets people do there. */
export const roles: Readonly<Record<Role, { name: Role; title: string; description: string }>> = {
  administrator: {
    name: 'administrator',
    title: 'Administrator',
    description: 'Kan alt, også slette et dokuments historik for altid',
  },
  editor: { name: 'editor', title: 'Redaktør', description: 'Kan skrive, rette, udgive og slette' },
  viewer: { name: 'viewer', title: 'Medlæser', description: 'Kan læse alt, også kladder, men ikke ændre noget' },
}

const permissions: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: ['read', 'create', 'update', 'history', 'editHistory'],
  editor: ['read', 'create', 'update', 'history'],
  viewer: ['read', 'history'],
}

/** Everything that a role allows. Drafts are no secret: as with Sanity, whoever may read may read them. */
export function permissionsOf(role: Role): readonly Permission[] {
  return permissions[role]
}

/** Whether a role allows something. */
export function allows(role: Role, permission: Permission): boolean {
  return permissions[role].includes(permission)
}
