/** Secrets that stand in the environment of every build that tests make, under all names that a tool may read. */
export const fakeSecrets: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'SANITY_API_TOKEN',
    'SANITY_AUTH_TOKEN',
    'SANITY_STUDIO_API_TOKEN',
    'NOTITS_LAKE_TOKEN',
    'PUBLIC_TOKEN',
    'VITE_TOKEN',
  ].map((name) => [name, `skKanariefugl-${name}-0123456789`]),
)

/** What all of the secrets hold, and nothing else does. */
export const canary = 'skKanariefugl'

/** Does some work with the secrets in this process's environment, which child processes inherit. */
export async function withSecrets<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = new Map(Object.keys(fakeSecrets).map((name) => [name, process.env[name]]))
  Object.assign(process.env, fakeSecrets)
  try {
    return await work()
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
