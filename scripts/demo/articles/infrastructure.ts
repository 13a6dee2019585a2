import {
  body,
  bullets,
  crosshead,
  factBox,
  figure,
  paragraph,
  quote,
  readAlso,
  table,
  toDocument,
} from '../portable-text.ts'
import { article } from './article.ts'

/** Articles of the section »Infrastruktur«. */
export const infrastructure = [
  article({
    name: 'stroemmen-tager-seks-aar',
    headline: 'Serverne kan leveres på 12 uger. Strømmen tager seks år',
    kicker: 'Datacentre',
    standfirst:
      'Uden for Kongsbæk bygger Kølegaard et datacenter, som elnettet ikke kan forsyne før 2032. Selskabet har valgt at starte med mindre strøm, som oven i købet kan blive afbrudt. Det ændrer, hvem der kan være kunde.',
    genre: 'baggrund',
    picture: 'stroemmen',
    section: 'infrastruktur',
    topics: ['datacentre', 'kunstig-intelligens'],
    authors: ['jeppe-hjortlund'],
    companies: ['koelegaard'],
    at: '2026-11-22T05:00:00.000Z',
    body: body(
      paragraph(
        'På marken syd for Kongsbæk er fundamentet støbt, og den første af tre haller har fået tag. Maskinerne, der skal stå under det, kan bestilles i dag og være her i februar. Kablet, der skal holde dem i gang, er lovet til 2032.',
      ),
      paragraph(
        '»Vi har aldrig før bygget noget, hvor ledningen var det langsomste,« siger Malene Thyboe, der er anlægsdirektør i ',
        toDocument('company-koelegaard', 'Kølegaard Datacentre'),
        '. »Transformatoren har vi købt. Den står på en havn og venter på et net at blive sat til.«',
      ),
      paragraph(
        'Kølegaard har bedt om 40 megawatt. Det er den største enkelttilslutning, egnens netselskab nogensinde har fået ind ad døren, og den kræver en ny højspændingsstation og 22 kilometer kabel. Foran i køen står en brintfabrik, en elkedel og to solcelleanlæg.',
      ),
      crosshead('Hurtigere, mindre og uden garanti'),
      paragraph(
        'Derfor har selskabet skrevet under på noget, der for få år siden ville have været utænkeligt for et datacenter: en tilslutning med begrænset netadgang. Netselskabet må skrue ned for anlægget, når der er trængsel på ledningerne. Til gengæld kan den første hal få strøm om halvandet år.',
      ),
      table(
        'Kølegaards to muligheder',
        ['', 'Fuld netadgang', 'Begrænset netadgang'],
        ['Effekt', '40 MW', '24 MW'],
        ['Strøm tidligst', '2032', 'Foråret 2028'],
        ['Kan afbrydes', 'Nej', 'Op til 200 timer om året'],
        ['Tilslutningsbidrag', '96 mio. kr.', '41 mio. kr.'],
      ),
      paragraph(
        'De 200 timer er ikke spredt jævnt. De falder på kolde, vindstille hverdage, når varmepumper og elbiler trækker på samme tid. Netselskabets egne beregninger viser, at den længste sammenhængende afbrydelse bliver på omkring ni timer.',
      ),
      quote(
        'Vi sælger ikke oppetid til alle længere. Vi sælger to slags timer, og den ene slags er billigere.',
        'Malene Thyboe',
        'anlægsdirektør, Kølegaard Datacentre',
      ),
      crosshead('Batteriet rækker til en time og et kvarter'),
      paragraph(
        'Kølegaard stiller et batteri på 30 MWh op ved siden af hallerne. Ved fuld last rækker det til en time og et kvarter. Det er nok til at flytte de kunder, der ikke tåler et blink, til selskabets andet anlæg i Holmstrand, og det er ikke nok til ret meget andet.',
      ),
      paragraph(
        'Resten af løsningen er kontrakter. Kunder, der træner sprogmodeller eller regner på vejrdata, kan gemme deres mellemregninger og vente. De får 30 procent rabat for at lade sig slukke med et kvarters varsel. Banker, sygehuse og kommuner betaler fuld pris og bliver aldrig spurgt. Ifølge Kølegaard er godt halvdelen af kapaciteten i den første hal solgt på de billige vilkår.',
      ),
      figure('varmekredsen'),
      crosshead('Varmen er solgt, før serverne er købt'),
      paragraph(
        'Næsten al den strøm, et datacenter bruger, bliver til lunkent kølevand. I Kongsbæk skal det op på fjernvarmens temperatur gennem en varmepumpe, og anlægget regner med at levere 120 GWh om året. Det svarer til forbruget i cirka 6.600 parcelhuse.',
      ),
      paragraph(
        'Men varmeværket vil have varme på de samme kolde, vindstille dage, hvor datacentret skal skrue ned. Derfor skal en ståltank på 18.000 kubikmeter holde varme til tre døgn.',
      ),
      paragraph(
        '»Vi kan ikke fortælle forbrugerne, at radiatoren er kold, fordi en sprogmodel holder pause,« siger Aksel Brinkmose, der er formand for Kongsbæk Fjernvarme. »Tanken var vores betingelse, og den betaler de selv.«',
      ),
      factBox(
        'Begrænset netadgang',
        bullets(
          ['Kunden accepterer, at netselskabet kan reducere eller afbryde forbruget, når nettet er presset.'],
          [
            'Til gengæld bliver tilslutningen billigere og ofte flere år hurtigere, fordi nettet ikke skal udbygges først.',
          ],
          [
            'Datacentre med mindst 500 kW installeret it-effekt skal efter EU’s energieffektivitetsdirektiv indberette energiforbrug og udnyttelse af overskudsvarme hvert år.',
          ],
        ),
      ),
      paragraph(
        'I december tager byrådet stilling til varmeprojektet. Bliver det godkendt, tænder den første hal i april 2028. De sidste 16 megawatt må vente på kablet, og Malene Thyboe har holdt op med at spørge, om datoen rykker sig.',
      ),
      paragraph('»Den har rykket sig tre gange,« siger hun. »Alle tre gange i den samme retning.«'),
    ),
    readAlso: ['article-natten-da-serverrummet-flyttede', 'article-sandkorn-henter-85-millioner'],
  }),
  article({
    name: 'natten-da-serverrummet-flyttede',
    headline: 'Natten, da serverrummet flyttede 900 meter',
    kicker: 'Reportage',
    standfirst:
      'Holmstrand Sygehus har to timer til at flytte de sidste elleve skabe på tværs af byen. Planen er på 214 linjer. På linje 97 mangler der en nøgle.',
    genre: 'reportage',
    picture: 'flytningen',
    section: 'infrastruktur',
    topics: ['datacentre', 'gamle-systemer'],
    authors: ['jeppe-hjortlund'],
    companies: ['koelegaard'],
    at: '2026-08-27T09:30:00.000Z',
    body: body(
      paragraph(
        'Klokken er 1.04, og i kælderen under Holmstrand Sygehus er der for første gang i 19 år stille. Blæserne er stoppet. Nogen hvisker, som om der lå en patient.',
      ),
      paragraph(
        '»Den lyd har jeg glædet mig til,« siger driftsleder Gorm Aabenhus og trækker det første strømkabel ud. På brystet har han en udskrift på elleve ark. Hver linje har et klokkeslæt, et navn og et felt til et kryds.',
      ),
      paragraph(
        'Ni tiendedele af sygehusets systemer er allerede flyttet, en weekend ad gangen, til ',
        toDocument('company-koelegaard', 'Kølegaards'),
        ' hal ude ved ringvejen. Tilbage er de elleve skabe, ingen har kunnet flytte over nettet: laboratoriets analysemaskiner, en telefoncentral og et system til vagtplaner, hvis leverandør lukkede i 2014.',
      ),
      crosshead('Linje 97'),
      paragraph(
        'Lastbilen kører i gangtempo. Gorm Aabenhus går foran med en lygte, for der er lagt ny asfalt ved cykelstien, og et skab med snurrende diske tåler ikke en kant. Diskene snurrer ikke. Han går der alligevel.',
      ),
      paragraph(
        '1.41 holder vi ved rampen. Linje 97 lyder: »Port 3 åbnes. Ansvarlig: vagten.« Vagten er der. Nøglen til port 3 hænger på et bræt i Kongsbæk.',
      ),
      quote(
        'Vi har øvet strømsvigt, brand og tabte skabe. Vi har ikke øvet en port.',
        'Gorm Aabenhus',
        'driftsleder, Holmstrand Sygehus',
      ),
      paragraph(
        'De næste seks minutter siger ingen noget. Så finder en af flyttefolkene ud af, at port 2 er seks centimeter bredere end det bredeste skab. Skabene skal bare rulles rundt om et hjørne. Det er ikke med på planen, og Gorm Aabenhus skriver det ind med kuglepen: linje 97a.',
      ),
      crosshead('Et kryds i det sidste felt'),
      paragraph(
        'På sygehuset kører akutmodtagelsen imens på papir. Blodprøver går til nabosygehuset i taxa. Det er aftalt med overlægen, at det kan gå i to timer, og at nogen ringer, hvis det bliver til to en halv.',
      ),
      paragraph(
        '2.38 lyser den første diode grønt. 2.51 svarer telefoncentralen. Vagtplanen, som alle har frygtet, starter i første forsøg og viser, at der er en sygeplejerske for lidt til morgen. Det var der også, før den blev slukket.',
      ),
      paragraph(
        'Klokken 2.57, syv minutter før tid, sætter Gorm Aabenhus kryds i felt 214. Han folder de elleve ark sammen og lægger dem i inderlommen.',
      ),
      crosshead('Det lærte de af natten'),
      ...bullets(
        ['Gå ruten igennem med det største skab, ikke med målebåndet.'],
        ['Skriv fysiske nøgler ind i planen på linje med adgangskoder.'],
        ['Aftal på forhånd, hvem der må ændre planen, og med hvilken kuglepen.'],
      ),
      readAlso('article-hun-kender-hver-linje'),
    ),
  }),
]
