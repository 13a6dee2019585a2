import { slug } from '../references.ts'

/** The demo paper's topics. */
export const topics = [
  topic(
    'kunstig-intelligens',
    'Kunstig intelligens',
    'Sprogmodeller og maskinlæring i drift: hvad de kan, hvad de koster, og hvem der har ansvaret.',
  ),
  topic('ransomware', 'Ransomware', 'Afpresning med krypterede data, og arbejdet med at komme på benene igen.'),
  topic('open-source', 'Open source', 'Software med åben kildekode og økonomien bag den.'),
  topic('datacentre', 'Datacentre', 'Haller, køling, strøm og varme.'),
  topic('betalinger', 'Betalinger', 'Kort, apps, kontanter og det, der sker mellem kassen og banken.'),
  topic('digital-identitet', 'Digital identitet', 'Login, legitimation og digitale tegnebøger.'),
  topic('chips', 'Chips', 'Halvledere, fra tegnebrættet til fabrikken.'),
  topic('it-kontrakter', 'It-kontrakter', 'Udbud, prismodeller og forholdet mellem kunde og leverandør.'),
  topic('gamle-systemer', 'Gamle systemer', 'Mainframes, COBOL og andet, der bliver ved med at virke.'),
]

function topic(name: string, title: string, description: string) {
  return { _id: `topic-${name}`, _type: 'topic', title, slug: slug(name), description }
}
