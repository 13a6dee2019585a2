import { type PictureName, picture } from '../pictures.ts'
import { slug } from '../references.ts'

/** The companies that the demo paper writes about. All of them are invented. */
export const companies = [
  company(
    'fyrvagt',
    'Fyrvagt A/S',
    ['Fyrvagt', 'Fyrvagt Security'],
    'Sikkerhedsselskab i Aalborg med overvågning af kunders netværk døgnet rundt og et beredskab, der rykker ud ved angreb. 140 ansatte.',
  ),
  company(
    'sagsgang',
    'Sagsgang A/S',
    ['Sagsgang'],
    'Leverandør af sags- og dokumentsystemer til kommuner og regioner. Hovedkontor i Aarhus, 310 ansatte.',
  ),
  company(
    'koelegaard',
    'Kølegaard Datacentre A/S',
    ['Kølegaard'],
    'Bygger og driver datacentre i Kongsbæk og Holmstrand. Ejet af to danske pensionskasser og stifterne.',
  ),
  company(
    'sandkorn',
    'Sandkorn Semiconductors A/S',
    ['Sandkorn'],
    'Tegner chips til høreapparater, sensorer og andet udstyr, der skal køre i årevis på et lille batteri. Udviklingen ligger i Lyngby.',
  ),
  company(
    'byttepenge',
    'Byttepenge ApS',
    ['Byttepenge'],
    'Betalingsterminaler og kassesystemer til små og mellemstore butikker. Stiftet i Odense i 2017.',
  ),
  company(
    'mellemregning',
    'Mellemregning A/S',
    ['Mellemregning'],
    'Konsulenthus med speciale i data og økonomistyring. Kontorer i København, Aarhus og Kolding, 260 ansatte.',
  ),
  company(
    'frikode',
    'Frikode ApS',
    ['Frikode'],
    'Udvikler og supporterer software med åben kildekode for det offentlige. Medarbejderejet, 38 ansatte i København og Svendborg.',
  ),
  company(
    'lygtemand',
    'Lygtemand Robotics A/S',
    ['Lygtemand'],
    'Selvkørende inspektionsrobotter til fjernvarme- og kloakledninger. Udvikler og bygger i Odense.',
  ),
]

/** The pictures named `logo-…` say which companies there are. */
type CompanyName = PictureName extends infer Name ? (Name extends `logo-${infer Company}` ? Company : never) : never

function company(name: CompanyName, title: string, alsoKnownAs: string[], description: string) {
  return {
    _id: `company-${name}`,
    _type: 'company',
    name: title,
    slug: slug(name),
    alsoKnownAs,
    logo: picture(`logo-${name}`),
    website: `https://${name}.example`,
    description,
  }
}
