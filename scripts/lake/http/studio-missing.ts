const page = `<!doctype html>
<html lang="da">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5">
<title>Studiet er ikke bygget endnu</title>
<style>
  body { font: 1.125rem/1.6 system-ui, sans-serif; max-width: 36rem; margin: 12vh auto; padding: 0 1.5rem; color: #1a1a1a; background: #fff }
  code { background: #eee; padding: .1em .35em; border-radius: .25em }
</style>
<h1>Studiet er ikke bygget endnu</h1>
<p>Byg det med <code>npm start</code> (hele redaktionen) eller <code>npx notits studio</code> (kun Studiet). Er det i gang, så vent lidt: Siden henter sig selv igen, og Studiet åbner, når det er klar.</p>
</html>
`

/** What an editor sees where the Studio would be, until it has been built. */
export function studioMissing(): Response {
  return new Response(page, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '5',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
  })
}
