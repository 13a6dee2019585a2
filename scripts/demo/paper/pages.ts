import { body, bullets, crosshead, link, paragraph, strong, toDocument } from '../portable-text.ts'
import { slug } from '../references.ts'

/** The demo paper's standing pages. */
export const pages = [
  {
    _id: 'page-om-os',
    _type: 'page',
    title: 'Om Snitfladen',
    slug: slug('om-os'),
    standfirst:
      'Snitfladen skriver om dansk it for dem, der køber den, bygger den og bliver ringet op, når den går ned.',
    body: body(
      paragraph(
        'En snitflade er det sted, hvor to systemer mødes og skal være enige om, hvad der gælder. Det er dér, de fleste fejl opstår, og det er dér, vi skriver fra: mellem teknik og forretning, mellem leverandør og kunde, mellem lov og praksis.',
      ),
      crosshead('Sådan arbejder vi'),
      ...bullets(
        [
          'Vi nævner vores kilder ved navn. Anonyme kilder bruger vi kun, når oplysningen er vigtig og ikke kan fås på anden vis.',
        ],
        ['Vi lader den, der kritiseres, svare, før vi udgiver.'],
        ['Vi retter fejl i artiklen og skriver, hvad der er rettet, og hvornår.'],
        ['Annonceindlæg er mærket, så de ikke kan forveksles med redaktionens artikler. Redaktionen skriver dem ikke.'],
      ),
      crosshead('Redaktionen'),
      paragraph(
        'Chefredaktør er ',
        toDocument('author-ditte-ravnholt', 'Ditte Ravnholt'),
        '. Du finder resten af redaktionen og vores adresse under ',
        toDocument('page-kontakt', 'Kontakt'),
        '.',
      ),
      crosshead('En opdigtet avis'),
      paragraph(
        'Snitfladen findes kun som demonstration. Artiklerne er skrevet til lejligheden, og virksomheder, kommuner og personer er opfundet. Det gælder ikke love, standarder og kendte tekniske begreber; dem har vi gjort os umage med.',
      ),
    ),
  },
  {
    _id: 'page-kontakt',
    _type: 'page',
    title: 'Kontakt',
    slug: slug('kontakt'),
    standfirst: 'Tip os, ret os, eller fortæl, hvem der har fået nyt job.',
    body: body(
      crosshead('Redaktionen'),
      ...bullets(
        [toDocument('author-ditte-ravnholt', 'Ditte Ravnholt'), ', chefredaktør: ditte@snitfladen.example'],
        [toDocument('author-jeppe-hjortlund', 'Jeppe Hjortlund'), ', infrastruktur: jeppe@snitfladen.example'],
        [toDocument('author-leyla-toft-arslan', 'Leyla Toft Arslan'), ', offentlig it: leyla@snitfladen.example'],
        [toDocument('author-signe-brandtoft', 'Signe Brandtoft'), ', erhverv og arbejdsliv: signe@snitfladen.example'],
      ),
      crosshead('Navnenyt'),
      paragraph(
        'Send navn, stilling, virksomhed og startdato til navne@snitfladen.example. Skriv gerne, hvad den nye medarbejder skal arbejde med, og hvor vedkommende kommer fra. Et billede må gerne følge med, hvis fotografen er oplyst.',
      ),
      crosshead('Fejl i avisen'),
      paragraph(
        'Skriv til redaktion@snitfladen.example med ',
        strong('Rettelse'),
        ' i emnefeltet. Vi svarer inden for to hverdage. Er du ikke tilfreds med svaret, kan du læse om klageadgangen under ',
        toDocument('page-privatliv-og-etik', 'Privatliv og etik'),
        '.',
      ),
    ),
  },
  {
    _id: 'page-privatliv-og-etik',
    _type: 'page',
    title: 'Privatliv og etik',
    slug: slug('privatliv-og-etik'),
    standfirst: 'Vi ved ikke, hvem du er, og vi har ikke tænkt os at finde ud af det.',
    body: body(
      crosshead('Ingen sporing'),
      paragraph(
        'Snitfladen sætter ingen cookies, bruger ingen statistik fra tredjepart og kræver intet login. Siderne er færdige filer, der ligger klar, før du beder om dem. Vores server fører den log, der er nødvendig for driften, og sletter den efter 14 dage.',
      ),
      crosshead('Navnenyt er personoplysninger'),
      paragraph(
        'Navnenyt bringes på oplysninger fra arbejdsgiveren eller personen selv. Er der fejl i en omtale, eller ønsker du den fjernet, så skriv til navne@snitfladen.example. Når vi trækker en omtale tilbage, forsvinder den også fra lister, feeds og sitemap.',
      ),
      crosshead('God presseskik'),
      paragraph(
        'Vi følger reglerne for god presseskik, som ',
        link('https://www.pressenaevnet.dk/', 'Pressenævnet'),
        ' påser. Du kan klage til os eller direkte til nævnet, senest tolv uger efter at artiklen er bragt.',
      ),
      crosshead('Feeds'),
      paragraph(
        'Alt, hvad vi udgiver, kan læses i en RSS-læser, i fuld længde og uden omveje. Det er den bedste måde at følge os på, hvis du ikke vil følges selv.',
      ),
    ),
  },
]
