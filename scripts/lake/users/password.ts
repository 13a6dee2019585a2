import { createHash, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What is kept of a password: a key derived from it by scrypt, which cannot be turned back. */
export const KeptPassword = z.object({ salt: z.string().min(16), key: z.base64url().length(43) })
export type KeptPassword = z.infer<typeof KeptPassword>

/** A fifth of a second and 32 MB for each guess (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html). */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const keyBytes = 32

/** 32 signs, none of which looks like another. */
const signs = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password to be shown to a person once: `abcd-efgh-ijkm-npqr`, 80 bits of the chance in 16 bytes. */
export function passwordOf(chance: Uint8Array): string {
  const text = [...chance.subarray(0, 16)].map((byte) => signs[byte % signs.length]).join('')
  return text.replace(/.{4}(?=.)/g, '$&-')
}

/** What to keep of a password. The salt must be new each time, so that no two keys can be compared. */
export async function keptPassword(password: string, salt: string): Promise<KeptPassword> {
  return { salt, key: (await derived(password, salt)).toString('base64url') }
}

/** Whether a password is the one that was kept. Takes as long when there is none, so that nobody learns who is known here. */
export async function isRight(password: string, kept: KeptPassword | undefined): Promise<boolean> {
  const given = await derived(password, kept?.salt ?? 'nobody')
  return kept !== undefined && timingSafeEqual(given, Buffer.from(kept.key, 'base64url'))
}

/** What is kept of a secret that is chance through and through, such as a token: nobody can guess it, so one round is enough. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function derived(password: string, salt: string): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  // Passwords are copied with spaces around them, and keyboards differ in how they compose letters.
  scrypt(password.trim().normalize('NFKC'), salt, keyBytes, cost, (fault, key) =>
    fault ? reject(fault) : resolve(key),
  )
  return promise
}
