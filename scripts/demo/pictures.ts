/** The words that belong to a picture, and what must be seen of it. */
type Picture = { alt: string; caption?: string; credit?: string; focus?: Focus }

/** The center of what must be seen, in shares of the width and height. */
type Focus = { x: number; y: number }

const credit = 'Illustration: Snitfladen'

/** Every picture of the demo. Its drawing is `images/<name>.svg`. */
export const pictures = {
  stroemmen: {
    alt: 'Højspændingsmaster løber ind mod en rød sol, og i forgrunden står otte serverskabe i kø.',
    caption: 'Skabene kan købes på lager. Det kan højspændingen ikke.',
    credit,
    focus: { x: 0.55, y: 0.55 },
  },
  varmekredsen: {
    alt: 'Varmen løber i røde og grønne rør fra et datacenter gennem en varmepumpe og en høj tank til en række huse.',
    caption: 'Fra server til radiator: Varmepumpen løfter temperaturen, og tanken gemmer varmen til de kolde dage.',
    credit,
  },
  flytningen: {
    alt: 'En åben lastbil med fem serverskabe kører gennem en mørk by under en halvmåne.',
    caption: 'De sidste elleve skabe kunne ikke flyttes over nettet. De måtte ud at køre.',
    credit,
  },
  baandet: {
    alt: 'En stor båndspole med et langt bånd, der løber op ad en trappe; nederst på trappen står et gult pengeskab.',
    caption: 'To etager ned og ind i pengeskabet, hver fredag.',
    credit,
    focus: { x: 0.58, y: 0.42 },
  },
  uret: {
    alt: 'Et stopur, hvor en smal rød og en lidt bredere gul kile er skåret ud af en stor lyseblå skive.',
    caption: 'Det første døgn fylder mindst på uret og mest på vagtplanen.',
    credit,
  },
  fristerne: {
    alt: 'En tidslinje på 14 dage med et rødt flag ved døgn 1, et gult ved døgn 3 og et grønt ved døgn 14.',
    caption: 'Første flag er den tidlige advarsel, andet er anmeldelsen, og tredje er slutrapporten.',
    credit,
  },
  kvantelaas: {
    alt: 'En gul hængelås, som tre elektronbaner krydser på en mørk baggrund.',
    caption: 'Låsen er den nemme del. Det svære er at finde alle dørene.',
    credit,
  },
  fyrtaarnet: {
    alt: 'Et rødt og hvidt fyrtårn kaster to gule lyskegler ud over havet, hvor en lille sejlbåd er på vej hjem.',
    credit: 'Illustration: Fyrvagt',
    focus: { x: 0.42, y: 0.4 },
  },
  referatet: {
    alt: 'En taleboble med lydbølger og en anden med tekstlinjer, hvor én linje er rød og mærket med et spørgsmålstegn.',
    caption: 'I ni af 400 referater stod der noget, som kunne have påvirket en afgørelse.',
    credit,
  },
  'aaben-kode': {
    alt: 'Mellem to store tuborgklammer står fem søjler; den første er rød og mere end dobbelt så høj som resten.',
    caption: 'Det første år koster mest, uanset hvem der ejer koden.',
    credit,
  },
  tegnebogen: {
    alt: 'En mørkeblå tegnebog på en disk med tre kort, der stikker op: et portræt, et flueben og en nøgle.',
    caption: 'Tegnebogen viser ét bevis ad gangen. Resten bliver i lommen.',
    credit,
  },
  brevene: {
    alt: 'Til venstre et brev så langt, at det går ud over kanten, til højre et kort brev i en konvolut, og forrest en tavs telefon.',
    caption: 'Det gamle brev begyndte med loven, det nye begynder med beløbet.',
    credit,
    focus: { x: 0.62, y: 0.5 },
  },
  kassen: {
    alt: 'En betalingsterminal på en butiksdisk ved siden af et gult kabel, der er trukket ud, og et par grønne gummistøvler.',
    caption: 'Kortet virkede. Gummistøvlerne kunne ikke byttes.',
    credit,
  },
  chippen: {
    alt: 'En chip med lukkede øjne og rød nathue sover midt på et printkort.',
    caption: 'Når målingen er den samme som før, får resten af chippen lov at ligge.',
    credit,
  },
  timeglasset: {
    alt: 'Et timeglas, hvor sandet er gule, røde og blå klodser; på siden hænger et prisskilt.',
    caption: 'Fra nytår koster tiden ikke længere noget.',
    credit,
  },
  alipay: {
    alt: 'En kæmpestor telefon med en stregkode på skærmen sejler ind mod en kaj med små, farvede butikshuse.',
    caption: 'Terminalen står ved kassen i forvejen. Det nye er, hvem der kan betale i den.',
    credit,
    focus: { x: 0.45, y: 0.5 },
  },
  opslaget: {
    alt: 'En opslagstavle med et langt opslag, hvor de fleste linjer er streget ud med rødt, og tre af sedlerne forneden er revet af.',
    caption: '17 krav blev til syv.',
    credit,
  },
  skoven: {
    alt: 'En kvinde med hvid hjelm og rød frakke står med kort og lygte foran et væltet træ i en granskov.',
    caption: 'Først et kort over skaderne, så en rækkefølge.',
    credit,
    focus: { x: 0.5, y: 0.62 },
  },
  'hver-linje': {
    alt: 'En ældre kvinde med knold og runde briller foran endeløse baner af programkode; ved siden af står en kop, der damper.',
    caption: 'Grethe Kirkeby gik på pension i 2019. Koppen blev stående.',
    credit,
    focus: { x: 0.5, y: 0.55 },
  },
  hulkortet: {
    alt: 'Tre hulkort i en stak; på det øverste er en række mærket med gult.',
    caption: 'De første programmer blev afleveret på hulkort. Kassen med dem står der endnu.',
    credit,
  },
  'ditte-ravnholt': portrait('Ditte Ravnholt, tegnet med brunt pagehår og hvid krave.'),
  'jeppe-hjortlund': portrait('Jeppe Hjortlund, tegnet med rødt skæg og grøn trøje.'),
  'leyla-toft-arslan': portrait('Leyla Toft Arslan, tegnet med mørke krøller og gul rullekrave.'),
  'signe-brandtoft': portrait('Signe Brandtoft, tegnet med lys knold og runde briller.'),
  'poul-egeskjold': portrait('Poul Egeskjold, tegnet med hvidt skæg og runde briller.'),
  'selma-dahlgaard': portrait('Selma Dahlgaard, tegnet med hestehale og gule øreringe.'),
  'rasmus-elmegaard': portrait('Rasmus Elmegaard, tegnet med kort, mørkt hår og røde briller.'),
  'mathilde-oerskov': portrait('Mathilde Ørskov, tegnet med langt, rødbrunt hår og grøn rullekrave.'),
  'logo-fyrvagt': { alt: 'Fyrvagts logo: et fyrtårn med to lyskegler.' },
  'logo-sagsgang': { alt: 'Sagsgangs logo: tre sagsmapper bag hinanden.' },
  'logo-koelegaard': { alt: 'Kølegaards logo: en snekrystal med rød midte.' },
  'logo-sandkorn': { alt: 'Sandkorns logo: en pyramide af små firkanter.' },
  'logo-byttepenge': { alt: 'Byttepenges logo: to mønter, der overlapper.' },
  'logo-mellemregning': { alt: 'Mellemregnings logo: tre bjælker over en dobbelt streg.' },
  'logo-frikode': { alt: 'Frikodes logo: to vinkelparenteser om en prik.' },
  'logo-lygtemand': { alt: 'Lygtemands logo: et robothoved med antenne.' },
} as const satisfies Record<string, Picture>

export type PictureName = keyof typeof pictures

/** Every picture's name. */
export const pictureNames = Object.keys(pictures) as PictureName[] // Object.keys forgets the names of its own argument

/** An image as it stands in a raw document, with the words that belong to it. */
export type PlacedPicture = {
  _type: string
  asset: { _type: 'reference'; _ref: string }
  alt: string
  caption?: string
  credit?: string
  hotspot?: { _type: 'sanity.imageHotspot'; x: number; y: number; width: number; height: number }
}

const waiting = 'picture:'

/** The picture in a document. Its asset is a placeholder until `withAssets` puts in the id that the lake gave the file. */
export function picture(name: PictureName): PlacedPicture {
  const { alt, caption, credit, focus }: Picture = pictures[name]
  return {
    _type: 'image',
    asset: { _type: 'reference', _ref: `${waiting}${name}` },
    alt,
    ...(caption === undefined ? {} : { caption }),
    ...(credit === undefined ? {} : { credit }),
    ...(focus === undefined ? {} : { hotspot: { _type: 'sanity.imageHotspot', ...focus, width: 0.5, height: 0.5 } }),
  }
}

/** The ids of the asset documents, by picture. */
export type ImageAssets = Readonly<Record<PictureName, string>>

/** The same value with every placeholder of a picture, however deep, replaced by the id of its asset. */
export function withAssets<T>(value: T, assets: ImageAssets): T {
  const ids = new Map(pictureNames.map((name) => [`${waiting}${name}`, assets[name]]))
  const replaced: T = JSON.parse(JSON.stringify(value), (key, text) =>
    key === '_ref' ? (ids.get(text) ?? text) : text,
  )
  return replaced
}

function portrait(alt: string) {
  return { alt, credit, focus: { x: 0.5, y: 0.45 } }
}
