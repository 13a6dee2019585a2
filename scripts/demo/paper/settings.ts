import { mention, mentions } from '../references.ts'

/** Who the demo paper is. The name is invented. */
export const siteSettings = {
  _id: 'siteSettings',
  _type: 'siteSettings',
  title: 'Snitfladen',
  tagline: 'Fagavisen om it og forretning',
  description:
    'Snitfladen dækker dansk it for dem, der køber det, bygger det og holder det i drift: sikkerhed, offentlig it, infrastruktur, forretning og arbejdsliv.',
  publisher: 'Mediehuset Snitfladen ApS',
  editorInChief: 'Ditte Ravnholt',
  email: 'redaktion@snitfladen.example',
  address: 'Kabelvej 14, 2. sal\n9999 Strandhavn',
  footerText:
    'Snitfladen er en opdigtet avis. Personer, virksomheder og kommuner i artikler og navnenyt er opfundet til lejligheden.',
}

/** What the editors have put on top of the front page. */
export const frontPage = {
  _id: 'frontPage',
  _type: 'frontPage',
  lead: mention('article-stroemmen-tager-seks-aar'),
  pinned: mentions([
    'article-loennen-kom-fra-baandet',
    'article-journalassistent-paa-pause',
    'article-tolv-linjer-i-opslaget',
  ]),
}
