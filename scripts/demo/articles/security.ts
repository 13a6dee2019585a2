import {
  body,
  bullets,
  crosshead,
  em,
  factBox,
  figure,
  link,
  numbered,
  paragraph,
  quote,
  readAlso,
  strong,
  subhead,
  toDocument,
} from '../portable-text.ts'
import { article } from './article.ts'

/** Articles of the section »Sikkerhed«. */
export const security = [
  article({
    name: 'loennen-kom-fra-baandet',
    headline: 'Angreb låste fem kommuners lønsystem. Lønnen kom fra et bånd i et pengeskab',
    kicker: 'Ransomware',
    standfirst:
      'Lønfællesskabet Midt mistede både sine servere og de to sikkerhedskopier, der stod på nettet. 21.400 ansatte fik alligevel løn til tiden, fordi en kopi hver fredag bliver båret ned ad en trappe.',
    genre: 'nyhed',
    picture: 'baandet',
    section: 'sikkerhed',
    topics: ['ransomware', 'gamle-systemer'],
    authors: ['ditte-ravnholt'],
    companies: ['fyrvagt'],
    at: '2026-11-20T06:15:00.000Z',
    corrections: [
      {
        at: '2026-11-20T10:40:00.000Z',
        text: 'I en tidligere udgave stod der, at fire kommuner var ramt. Det rigtige tal er fem; Birkelund Kommune var faldet ud. Vi beklager.',
      },
    ],
    body: body(
      paragraph(
        'Natten til den 22. oktober blev samtlige servere hos Lønfællesskabet Midt krypteret. Selskabet beregner løn for Vesterled, Sønderå, Åmarken, Birkelund og Holmstrand kommuner, og der var seks døgn til, at lønnen skulle sendes til banken.',
      ),
      paragraph(
        'Det fremgår af den hændelsesrapport, som selskabets bestyrelse har offentliggjort. Rapporten er usædvanligt åbenhjertig: Den beskriver time for time, hvad der skete, og hvem der burde have opdaget det.',
      ),
      crosshead('Ind ad leverandørens dør'),
      paragraph(
        'Angriberne brugte en fjernadgang, som leverandøren af et arkivsystem havde fået i 2021. Den skulle have været lukket efter tre måneder. Adgangen krævede kun brugernavn og adgangskode, og begge dele lå i et læk fra en helt anden virksomhed.',
      ),
      paragraph(
        'I ni dage kiggede de sig omkring. Så slettede de den ene sikkerhedskopi, krypterede den anden og til sidst alt andet.',
      ),
      paragraph(
        '»De gjorde det i den rigtige rækkefølge. Det var ikke amatører,« siger Mathilde Ørskov, der leder beredskabet hos ',
        toDocument('company-fyrvagt', 'Fyrvagt'),
        ', som blev tilkaldt klokken 4.20. »Men de vidste ikke, at der fandtes en tredje kopi, for den stod ikke på noget netværk, de kunne tegne.«',
      ),
      crosshead('31 timer'),
      paragraph(
        'Den tredje kopi er et magnetbånd. Hver fredag tager en medarbejder det ud af båndstationen, går to etager ned og låser det inde i et pengeskab, der er lige så gammelt som bygningen. Ordningen koster 61.000 kr. om året og har været foreslået sparet væk tre gange.',
      ),
      quote(
        'Tredje gang fik den lov at blive, fordi ingen orkede at skrive indstillingen færdig.',
        'Henning Stavnsager',
        'direktør, Lønfællesskabet Midt',
      ),
      paragraph(
        'Fra båndet kom ind i en nyindkøbt maskine, til den første prøveberegning stemte, gik der 31 timer. Tre arbejdsdages ændringer manglede og blev tastet ind igen fra papir og mail. Onsdag den 28. oktober gik lønnen til banken klokken 14.10, halvtreds minutter før fristen.',
      ),
      crosshead('Der blev ikke betalt'),
      paragraph(
        'Angriberne krævede et beløb, som selskabet ikke vil oplyse. Der blev ikke forhandlet. Hændelsen er anmeldt til politiet og til Datatilsynet, da angriberne kan have kopieret cpr-numre og kontonumre. Alle 21.400 ansatte har fået besked.',
      ),
      paragraph('Rapporten munder ud i fire beslutninger:'),
      ...bullets(
        ['Alle leverandøradgange får en udløbsdato og kræver to faktorer.'],
        ['Mindst én kopi skal til enhver tid være uden forbindelse til noget som helst.'],
        ['Genopretning øves to gange om året, på tid og med revisor til stede.'],
        ['Båndet bliver.'],
      ),
      factBox(
        'Tre kopier, to medier, ét andet sted',
        paragraph('Tommelfingerreglen 3-2-1 er ældre end ransomware. Den siger:'),
        bullets(
          [strong('Tre'), ' kopier af data, originalen medregnet'],
          [strong('To'), ' forskellige slags medier'],
          [strong('Én'), ' kopi et andet sted'],
        ),
        paragraph('I dag lægger mange et nul til: nul fejl, når kopien prøves læst tilbage.'),
      ),
    ),
    readAlso: ['article-fra-skoven-til-sikkerheden', 'announcement-mathilde-oerskov-beredskabschef'],
    seo: {
      description:
        'En kopi på magnetbånd reddede oktoberlønnen for 21.400 kommunalt ansatte efter et ransomware-angreb.',
    },
  }),
  article({
    name: 'naar-uret-tikker',
    headline: '24 timer, 72 timer, 14 dage: Sådan anmelder du et hul i dit produkt',
    kicker: 'Guide',
    standfirst:
      'Siden september har producenter af næsten alt med software haft pligt til at slå alarm, når en sårbarhed bliver udnyttet. Her er fristerne, og hvad du skal have liggende klar, før de begynder at løbe.',
    genre: 'guide',
    picture: 'uret',
    section: 'sikkerhed',
    topics: ['open-source'],
    authors: ['ditte-ravnholt'],
    at: '2026-11-17T08:00:00.000Z',
    body: body(
      paragraph(
        'Den 11. september 2026 trådte den første tunge del af EU’s forordning om cyberrobusthed i kraft. Den hedder Cyber Resilience Act på engelsk og CRA i daglig tale. De fleste krav venter til december 2027, men pligten til at anmelde gælder nu, og den gælder også produkter, der blev solgt for længe siden.',
      ),
      paragraph(
        'Reglerne rammer bredere end it-branchen. Laver I robotplæneklippere, dørlåse eller styringer til ventilation, og kan de tale med noget andet, er I med.',
      ),
      crosshead('Hvad udløser pligten?'),
      paragraph('To ting, og de skal holdes adskilt:'),
      ...bullets(
        [
          strong('En sårbarhed, der aktivt udnyttes.'),
          ' Det er ikke nok, at den findes. Nogen skal have brugt den mod en bruger.',
        ],
        [
          strong('En alvorlig hændelse,'),
          ' der går ud over produktets sikkerhed. Det kan for eksempel være et indbrud i jeres eget byggesystem.',
        ],
      ),
      crosshead('De tre frister'),
      figure('fristerne'),
      ...numbered(
        [
          strong('24 timer: tidlig advarsel.'),
          ' Uret starter, når I bliver klar over udnyttelsen. Skriv, hvilket produkt det er, og i hvilke lande det er solgt, så vidt I ved det.',
        ],
        [
          strong('72 timer: anmeldelse.'),
          ' Nu skal I beskrive sårbarhedens art, hvad I har gjort, og hvad brugerne selv kan gøre.',
        ],
        [
          strong('14 dage: slutrapport.'),
          ' Fristen løber, fra en rettelse eller en omvej er klar. Er anledningen en hændelse og ikke en sårbarhed, er fristen en måned fra anmeldelsen.',
        ],
      ),
      paragraph(
        'Det hele sendes ét sted: til den fælles europæiske platform, som ',
        link('https://www.enisa.europa.eu/', 'ENISA'),
        ' driver. Derfra går beskeden til myndigheden i det land, hvor I har jeres hovedsæde. Brugerne skal I selv underrette.',
      ),
      crosshead('Det skal ligge klar'),
      subhead('En vagt, der kan tage beslutningen'),
      paragraph(
        '24 timer er også en lørdag. Den, der får opkaldet, skal have lov til at trykke send uden at vente på direktionen. Skriv navnet ned, og skriv afløserens under.',
      ),
      subhead('En liste over, hvad der er i produktet'),
      paragraph(
        'I kan ikke vurdere et hul i et bibliotek, I ikke ved, I bruger. En stykliste i et maskinlæsbart format koster en eftermiddag at sætte op i byggesystemet og uger at lave bagefter.',
      ),
      subhead('En indgang udefra'),
      paragraph(
        'Den, der finder hullet, skal kunne finde jer. En fil ved navn ',
        em('security.txt'),
        ' på hjemmesiden og en postkasse, som nogen læser, er nok.',
      ),
      readAlso('article-kvantesikker-er-ikke-en-vare'),
      crosshead('Hvad koster det at lade være?'),
      paragraph(
        'Op til 15 mio. euro eller 2,5 procent af den globale omsætning, alt efter hvad der er højest. Små virksomheder går fri af bøde for at overskride 24-timersfristen, men ikke for at tie. Den, der vedligeholder et open source-projekt uden at tjene penge på det, er ikke producent i forordningens forstand.',
      ),
      paragraph(
        'Fristerne står i artikel 14 i forordning (EU) 2024/2847. Den kan læses på ',
        link('https://eur-lex.europa.eu/eli/reg/2024/2847/oj', 'EUR-Lex'),
        ', også på dansk.',
      ),
    ),
    readAlso: ['article-aaben-kode-er-dyrest-foerste-aar'],
  }),
  article({
    name: 'kvantesikker-er-ikke-en-vare',
    headline: '»Kvantesikker« er ikke noget, man kan købe i en æske',
    kicker: 'Kommentar',
    standfirst:
      'Sælgerne ringer med kvantesikre produkter. Men det første skridt koster ikke en licens, kun den liste, som de færreste har: Hvor bruger vi egentlig kryptering?',
    genre: 'kommentar',
    picture: 'kvantelaas',
    section: 'sikkerhed',
    topics: ['it-kontrakter'],
    authors: ['ditte-ravnholt'],
    at: '2026-10-02T07:30:00.000Z',
    body: body(
      paragraph(
        'I de seneste to måneder har jeg fået elleve pressemeddelelser med ordet »kvantesikker« i overskriften. Den mest fantasifulde handlede om et usb-kabel.',
      ),
      paragraph(
        'Bekymringen er reel nok. En tilstrækkelig stor kvantecomputer vil kunne bryde de metoder, vi i dag bruger til at udveksle nøgler og skrive under. Ingen ved, om den kommer om otte år eller femogtyve. Men den, der har optaget krypteret trafik i dag, kan vente. En patientjournal er lige så følsom i 2040.',
      ),
      paragraph(
        'Erstatningerne findes. Det amerikanske standardiseringsinstitut NIST udgav de tre første i august 2024, og de er ved at blive bygget ind i browsere, styresystemer og programbiblioteker. De fleste af os får dem gennem almindelige opdateringer. EU-landene er enige om, at overgangen skal være i gang inden udgangen af 2026, og at de vigtigste systemer skal være flyttet inden udgangen af 2030.',
      ),
      crosshead('Det svære er ikke matematikken'),
      paragraph(
        'Det svære er at vide, hvor den gamle matematik sidder. Den sidder i vpn-bokse, i adgangskort, i betalingsterminaler, i den signatur, der beviser, at en opdatering til en elmåler er ægte. Meget af det kan ikke opdateres. Noget af det er støbt ind i en væg.',
      ),
      quote(
        'Den, der køber først og kortlægger bagefter, får en dyr lås på den dør, der i forvejen var lukket.',
        'Ditte Ravnholt',
        'chefredaktør',
      ),
      paragraph('Jeg foreslår, at enhver it-chef svarer på tre spørgsmål, før næste sælger får kaffe:'),
      ...numbered(
        ['Hvilke af vores data skal stadig være hemmelige om femten år?'],
        ['Hvilke apparater kan vi ikke opdatere, og hvornår skal de alligevel skiftes?'],
        ['Hvad står der i kontrakterne om, hvem der betaler for at skifte algoritme?'],
      ),
      paragraph(
        'Det tredje spørgsmål er det vigtigste. Kontrakter, der underskrives i år, løber ind i 2030’erne. Står der intet om at kunne udskifte krypteringen, bliver det et tillægskøb, og tillægskøb har det med at være dyrest, når man har travlt.',
      ),
      paragraph('Listen kan laves i et regneark. Det er ikke kvantesikkert, men det er en begyndelse.'),
    ),
  }),
  article({
    name: 'fem-spoergsmaal-foer-du-koeber-vagt',
    headline: 'Fem spørgsmål, før du køber overvågning døgnet rundt',
    standfirst:
      'Alle leverandører lover, at nogen kigger med hele natten. Spørg, hvem det er, hvad de må gøre, og hvad der sker klokken 3.',
    genre: 'guide',
    picture: 'fyrtaarnet',
    section: 'sikkerhed',
    topics: ['ransomware', 'it-kontrakter'],
    authors: [],
    companies: ['fyrvagt'],
    at: '2026-09-30T06:00:00.000Z',
    sponsoredBy: 'Annonceindlæg fra Fyrvagt A/S',
    body: body(
      paragraph(
        'En alarm, som ingen reagerer på, er støj. Alligevel handler de fleste tilbud på overvågning om, hvor meget der bliver opsamlet, og sjældent om, hvad der derefter sker. Hos Fyrvagt hører vi ofte de samme fem spørgsmål fra kunder, der har prøvet det før. De er gode, så her er de, med vores egne svar.',
      ),
      crosshead('1. Hvem sidder der om natten?'),
      paragraph(
        'Hos nogle er det en vagt med en tjekliste, hos andre en analytiker, der kan læse en log. Spørg til bemandingen klokken 3 en søndag. Vores svar: to analytikere i Aalborg, alle ugens nætter.',
      ),
      crosshead('2. Hvad må de gøre uden at spørge?'),
      paragraph(
        'Må de tage en pc af nettet? Lukke en konto? Stoppe en server? Jo mere de må, desto hurtigere går det, og desto mere skal I stole på dem. Aftal det skriftligt, system for system.',
      ),
      crosshead('3. Hvad skal I selv kunne?'),
      paragraph(
        'Overvågning er ikke genopretning. Nogen hos jer skal kunne finde sikkerhedskopien, ringe til ledelsen og tale med kunderne. Vi øver det med alle nye kunder inden for de første 90 dage.',
      ),
      crosshead('4. Hvem ejer loggen?'),
      paragraph(
        'Skifter I leverandør, skal historikken med. Spørg, i hvilket format I får den, hvor længe den gemmes, og hvad det koster at få den udleveret.',
      ),
      crosshead('5. Hvordan lyder en god måned?'),
      paragraph(
        'Bed om at se en månedsrapport fra en anden kunde med navnene streget over. Er der kun søjler, der vokser, så spørg, hvad kunden lavede om på grund af dem.',
      ),
      paragraph(
        'Vil du se vores rapport? Skriv til os, så sender vi den. ',
        link('https://fyrvagt.example/', 'Læs mere hos Fyrvagt'),
        '.',
      ),
    ),
  }),
]
