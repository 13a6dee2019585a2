import { type PictureName, picture } from '../pictures.ts'
import { slug } from '../references.ts'

/** The demo paper's writers. All of them are invented. */
export const authors = [
  author({
    name: 'Ditte Ravnholt',
    as: 'ditte-ravnholt',
    role: 'ansvarshavende chefredaktør',
    portrait: 'ditte-ravnholt',
    bio: 'Har skrevet om it-sikkerhed siden 2006 og ledet Snitfladen siden begyndelsen. Uddannet journalist og oprindelig sprogofficer, hvilket hun mener er den samme uddannelse.',
    email: 'ditte@snitfladen.example',
  }),
  author({
    name: 'Jeppe Hjortlund',
    as: 'jeppe-hjortlund',
    role: 'journalist, infrastruktur',
    portrait: 'jeppe-hjortlund',
    bio: 'Dækker datacentre, net og energi. Har været elektriker i otte år, før han blev journalist, og tager stadig selv målerne med.',
    email: 'jeppe@snitfladen.example',
  }),
  author({
    name: 'Leyla Toft Arslan',
    as: 'leyla-toft-arslan',
    role: 'journalist, offentlig it',
    portrait: 'leyla-toft-arslan',
    bio: 'Følger it-systemerne i kommuner, regioner og stat, fra udbud til ibrugtagning. Læser kontrakter, så læserne slipper.',
    email: 'leyla@snitfladen.example',
  }),
  author({
    name: 'Signe Brandtoft',
    as: 'signe-brandtoft',
    role: 'erhvervsredaktør',
    portrait: 'signe-brandtoft',
    bio: 'Skriver om virksomhederne, markedet og arbejdslivet i it-branchen. Cand.merc. og tidligere analytiker.',
    email: 'signe@snitfladen.example',
  }),
  author({
    name: 'Poul Egeskjold',
    as: 'poul-egeskjold',
    role: 'klummeskribent',
    portrait: 'poul-egeskjold',
    bio: 'Har drevet andre menneskers systemer i 34 år, senest som driftschef i en forsikringskoncern. Nu pensioneret med en enkelt server i kælderen.',
  }),
]

function author(spec: { name: string; as: string; role: string; portrait: PictureName; bio: string; email?: string }) {
  const { as, portrait, ...fields } = spec
  return { _id: `author-${as}`, _type: 'author', ...fields, slug: slug(as), portrait: picture(portrait) }
}
