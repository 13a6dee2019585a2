type Html = string | Promise<string>

const kept = new WeakMap<object, Map<string, Html>>()

/**
 * The HTML that `make` gives for `what`, made once for each `form` and kept for as long as anybody holds on to `what`. That it is
 * right rests on `what` being another object whenever it is to look different, as everything is that the edition remembers.
 */
export function keptHtml(what: object, form: string, make: () => Promise<string>): Html {
  const forms = kept.get(what) ?? new Map<string, Html>()
  kept.set(what, forms)
  const before = forms.get(form)
  if (before !== undefined) return before
  const html = make()
  forms.set(form, html)
  html.then(
    (text) => forms.set(form, text), // whoever comes later need not wait
    () => forms.delete(form),
  )
  return html
}
