import {
  body,
  bullets,
  crosshead,
  em,
  embed,
  factBox,
  link,
  numbered,
  paragraph,
  quote,
  readAlso,
  table,
  toDocument,
} from '../portable-text.ts'
import { article } from './article.ts'

/** Articles of the section »Offentlig it«. */
export const publicSector = [
  article({
    name: 'journalassistent-paa-pause',
    headline: 'Kommune slukker for AI-referater, indtil de kan vise, hvor de har det fra',
    kicker: 'Kunstig intelligens',
    standfirst:
      'Vesterled Kommune har læst 400 af maskinens referater igennem. I 31 af dem var der fejl, og i ni stod der noget, som ingen havde sagt. Sagsbehandlerne vil alligevel gerne have værktøjet tilbage.',
    genre: 'nyhed',
    picture: 'referatet',
    section: 'offentlig-it',
    topics: ['kunstig-intelligens', 'it-kontrakter'],
    authors: ['leyla-toft-arslan'],
    companies: ['sagsgang'],
    at: '2026-11-13T05:45:00.000Z',
    body: body(
      paragraph(
        'I foråret fik 120 sagsbehandlere i Vesterled Kommune en assistent, der lytter med på samtaler og skriver et udkast til referatet. I går satte kommunen den på pause.',
      ),
      paragraph(
        'Beslutningen kommer, efter at kommunen selv har kontrolleret 400 tilfældige referater mod lydoptagelserne. 369 var i orden. I 22 var der mindre fejl, for eksempel en forkert dato. I de sidste ni stod der oplysninger, som kunne have påvirket en afgørelse, og som ikke var nævnt i samtalen.',
      ),
      paragraph(
        'I ét referat var en borgers »jeg sover dårligt« blevet til en søvnlidelse. I et andet havde assistenten givet en mand to børn.',
      ),
      quote(
        'En træt sagsbehandler glemmer noget. Maskinen finder på noget. Det er to forskellige fejl, og vi har kun rutiner for den ene.',
        'Bodil Kærsgaard',
        'socialdirektør, Vesterled Kommune',
      ),
      crosshead('Godkendt på elleve sekunder'),
      paragraph(
        'Alle ni referater var godkendt af et menneske. Loggen viser hvordan: I april brugte en sagsbehandler i gennemsnit to minutter og ti sekunder på at læse udkastet igennem. I september var tallet elleve sekunder.',
      ),
      paragraph(
        '»Det er ikke dovenskab. Når noget er rigtigt nioghalvtreds gange i træk, holder man op med at lede,« siger Bodil Kærsgaard.',
      ),
      crosshead('Leverandøren lover kilder i marts'),
      paragraph(
        'Assistenten er en del af sagssystemet fra ',
        toDocument('company-sagsgang', 'Sagsgang'),
        '. Kommunen kræver nu, at hver sætning i udkastet kan klikkes tilbage til det sted i optagelsen, den bygger på. En sætning uden kilde skal slet ikke vises.',
      ),
      paragraph(
        '»Vi har funktionen i en prøveudgave og regner med at levere den i marts,« skriver produktchef Asger Hvidtfeldt i en mail. Han oplyser, at fem andre kommuner bruger assistenten, og at de har fået Vesterleds rapport tilsendt.',
      ),
      crosshead('22 minutter om dagen'),
      paragraph(
        'I Vesterled er der ikke jubel over pausen. Ifølge kommunens egen måling sparer assistenten en sagsbehandler for 22 minutters skrivearbejde om dagen. Tillidsrepræsentant Nanna Vibholm vil have den igen, men på nye vilkår:',
      ),
      ...bullets(
        ['Udkastet må højst fylde en side.'],
        ['Diagnoser, tal og navne skal være markeret, så de bliver læst.'],
        ['Hver måned kontrolleres 50 referater, og resultatet hænges op i kantinen.'],
      ),
      paragraph('Det sidste er kommunen gået med til. Den første liste hænger der allerede.'),
    ),
    readAlso: ['article-da-brevene-blev-kortere', 'article-konsulenthus-dropper-timeprisen'],
  }),
  article({
    name: 'aaben-kode-er-dyrest-foerste-aar',
    headline: 'Åben kode er dyrest det første år. Spørgsmålet er, hvem der tør betale for det',
    kicker: 'Analyse',
    standfirst:
      'Åmarken Kommune har lagt sit regnskab frem for skiftet til et sagssystem med åben kildekode. Det viser en besparelse, en pukkel og en regning, som ingen havde regnet med.',
    genre: 'analyse',
    picture: 'aaben-kode',
    section: 'offentlig-it',
    topics: ['open-source', 'it-kontrakter'],
    authors: ['leyla-toft-arslan', 'signe-brandtoft'],
    companies: ['frikode', 'sagsgang'],
    at: '2026-10-22T06:20:00.000Z',
    body: body(
      paragraph(
        'Det sker ikke tit, at en kommune offentliggør, hvad et system har kostet, linje for linje. Åmarken har gjort det. Regnearket er på 41 faner, og det er mere oplysende end de fleste debatindlæg om open source.',
      ),
      paragraph(
        'Kort fortalt: Kommunen forlod ',
        toDocument('company-sagsgang', 'Sagsgang'),
        ' i 2022 og gik over til et system, som syv kommuner ejer i fællesskab, og som ',
        toDocument('company-frikode', 'Frikode'),
        ' vedligeholder. Over fem år sparer det 5,4 mio. kr. Det første år kostede det 5,9 mio. kr. ekstra.',
      ),
      table(
        'Åmarkens udgifter til sagssystem, mio. kr.',
        ['År', 'Hvis man var blevet', 'Åben kode'],
        ['2022', '6,1', '12,0'],
        ['2023', '6,4', '4,7'],
        ['2024', '6,8', '3,6'],
        ['2025', '7,1', '3,7'],
        ['2026 (skøn)', '7,4', '4,4'],
        ['I alt', '33,8', '28,4'],
      ),
      crosshead('Puklen er mennesker'),
      paragraph(
        'Af de 12 millioner i det første år gik under en tiendedel til servere og software. Resten var folk: til at flytte 1,9 millioner dokumenter, til at oplære 800 ansatte og til at køre to systemer ved siden af hinanden i syv måneder.',
      ),
      paragraph(
        'De udgifter er de samme, uanset om det nye system er åbent eller lukket. Men ved et almindeligt udbud bliver de tit spredt ud over kontraktens løbetid som en del af licensen. Her kom de på én gang, på ét budget og i én overskrift.',
      ),
      crosshead('Regningen, der ikke stod i planen'),
      paragraph(
        'I 2026 stiger udgiften igen. Den nye linje hedder »fællesskab«: 0,7 mio. kr. til Åmarkens andel af en produktejer, en sikkerhedsgennemgang og en jurist. De syv kommuner opdagede, at man godt kan dele kode uden at tale sammen, men ikke ret længe.',
      ),
      quote(
        'Gratis software er som en gratis hund. Den skal stadig luftes, og nogen skal stå op.',
        'Frida Lundbæk',
        'direktør, Frikode',
      ),
      paragraph(
        'Det er den regning, der skiller de holdbare projekter fra de andre. Kode, som ingen har ansvar for, bliver forladt. Det gælder også den, der er betalt af skatteyderne.',
      ),
      crosshead('Tre betingelser'),
      paragraph('Åmarkens tal kan ikke uden videre overføres. Skiftet har betalt sig, fordi tre ting var på plads:'),
      ...numbered(
        ['Kommunen havde selv to udviklere, der kunne læse koden og vidste, hvornår leverandøren tog for meget.'],
        ['Der var mindst to firmaer, der kunne byde på vedligeholdelsen.'],
        ['Byrådet godkendte puklen på forhånd og lod være med at kalde den en overskridelse bagefter.'],
      ),
      paragraph(
        'Mangler den ene, er den lukkede licens ofte billigst. Det siger ikke så meget om åben kode som om, hvad det kræver at være en god kunde.',
      ),
      crosshead('Et fællesskab, der holder'),
      paragraph(
        'At åbne projekter kan leve længe, når nogen passer dem, er 3d-programmet Blender et eksempel på. Fonden bag viser, hvad værktøjet kan, ved at lave film med det og give filmene fri. Den mest kendte er fra 2008:',
      ),
      embed(
        'https://www.youtube.com/watch?v=aqz-KE-bpKQ',
        'Kortfilmen »Big Buck Bunny«, lavet i Blender og udgivet under en Creative Commons-licens',
      ),
      paragraph('Blender har i dag ansatte, et budget og en lang liste af betalende medlemmer. Hunden bliver luftet.'),
    ),
    readAlso: ['article-konsulenthus-dropper-timeprisen', 'announcement-frikode-yrsa-meldal'],
  }),
  article({
    name: 'tegnebogen-skal-virke-ved-disken',
    headline: 'Den digitale tegnebog skal bestå prøven ved disken',
    kicker: 'Digital identitet',
    standfirst:
      'Inden årets udgang skal alle EU-lande tilbyde borgerne en digital identitetstegnebog. Teknikken er beskrevet i detaljer. Hvad ekspedienten skal gøre, er det ikke.',
    genre: 'baggrund',
    picture: 'tegnebogen',
    section: 'offentlig-it',
    topics: ['digital-identitet', 'betalinger'],
    authors: ['leyla-toft-arslan'],
    at: '2026-10-15T06:00:00.000Z',
    body: body(
      paragraph(
        'En ung mand vil købe en flaske vin. Han holder sin telefon frem. På skærmen står, at han er over 18, og ikke andet: intet navn, ingen fødselsdag, intet cpr-nummer. Hvad gør ekspedienten?',
      ),
      paragraph(
        'Det er det simpleste eksempel på, hvad den europæiske identitetstegnebog skal kunne, og det er samtidig det sværeste. For svaret afhænger ikke af kryptografi. Det afhænger af, om ekspedienten har noget at læse beviset med og tror på det.',
      ),
      crosshead('Fra login til bevis'),
      paragraph(
        'De fleste danskere kender MitID som en måde at logge ind på. Tegnebogen er noget andet. Den rummer beviser, som en myndighed har udstedt, og som borgeren selv viser frem, ét ad gangen: en alder, et kørekort, en uddannelse, en fuldmagt.',
      ),
      paragraph(
        'Den, der udsteder beviset, får ikke at vide, hvor det bliver brugt. Det er den afgørende forskel på et bevis og et login, og det er den, lovgiverne har brugt flest ord på. ',
        link('https://eur-lex.europa.eu/eli/reg/2024/1183/oj', 'Forordningen'),
        ' kræver også, at brugen er frivillig, og at den, der siger nej, ikke stilles ringere.',
      ),
      crosshead('Tre steder, det kan gå galt'),
      paragraph('Vi har bedt tre personer, der skal leve med tegnebogen, om at pege på det svage punkt.'),
      paragraph(
        '»Læseren,« siger Rune Tidemand, der driver fire kiosker i Sønderå. »Jeg køber ikke en ny terminal for at sælge cigaretter. Det skal ligge i den, jeg har.«',
      ),
      paragraph(
        '»Fuldmagterne,« siger Inge-Lise Porsborg fra borgerservice i Birkelund Kommune. »Halvdelen af dem, der står hos mig, er her på en andens vegne. Datteren for moren, naboen for naboen. Hvis tegnebogen kun kan være min egen, har den løst den lette halvdel.«',
      ),
      paragraph(
        '»Det, der bliver spurgt om,« siger Thora Nymand, der rådgiver om databeskyttelse. »Når det bliver gratis at bede om et bevis, bliver der bedt om flere. I dag spørger fitnesscentret ikke om dit eksamensbevis, fordi det er besværligt.«',
      ),
      quote(
        'Besværet har været en del af databeskyttelsen. Det opdager vi, når det er væk.',
        'Thora Nymand',
        'rådgiver i databeskyttelse',
      ),
      crosshead('Frivillig, men for hvem?'),
      paragraph(
        'For borgeren er tegnebogen frivillig. For en lang række virksomheder er den ikke: Banker, teleselskaber, energiselskaber og de største onlineplatforme skal tage imod den, når de kræver sikker legitimation. De har omtrent et år fra det tidspunkt, hvor tegnebøgerne er klar.',
      ),
      paragraph(
        'En kiosk er ikke på listen. Ekspedienten må altså gerne sige nej tak og bede om plastikkortet. Hvis mange gør det, bliver tegnebogen et login til banken, og det har vi i forvejen.',
      ),
      factBox(
        'Tegnebogen kort',
        bullets(
          ['Hviler på den ændrede eIDAS-forordning, (EU) 2024/1183.'],
          ['Skal være gratis for borgere at få, bruge og melde fra.'],
          ['Viser kun den oplysning, der spørges om. Det kaldes ', em('selektiv fremvisning'), '.'],
          ['Koden i brugerens app skal som hovedregel være åben.'],
        ),
      ),
    ),
    readAlso: ['article-alipay-vil-ind-i-danske-butikker'],
  }),
  article({
    name: 'da-brevene-blev-kortere',
    headline: 'Kommune skrev 60 breve om. Så holdt telefonen op med at ringe',
    kicker: 'Digital post',
    standfirst:
      'Sønderå Kommune har målt, hvilke breve i Digital Post der får folk til at ringe. Det værste var på to sider og indeholdt forkortelsen »jf.« ni gange.',
    genre: 'nyhed',
    picture: 'brevene',
    section: 'offentlig-it',
    topics: ['kunstig-intelligens'],
    authors: ['leyla-toft-arslan'],
    companies: ['mellemregning'],
    at: '2026-09-10T06:40:00.000Z',
    body: body(
      paragraph(
        'Hver gang Sønderå Kommune sendte brevet om friplads i daginstitution, ringede hver femte modtager inden for en uge. Nu er det hver sekstende.',
      ),
      paragraph(
        'Forskellen er et nyt brev. Det gamle begyndte med en henvisning til dagtilbudsloven. Det nye begynder med beløbet.',
      ),
      paragraph(
        '»Vi troede, at folk ringede, fordi de var uenige. De ringede for at spørge, om de skulle gøre noget,« siger Karen-Margrethe Sejr, der er chef for borgerservice.',
      ),
      crosshead('Brev og opkald lagt sammen'),
      paragraph(
        'Kommunen har sammen med konsulenthuset ',
        toDocument('company-mellemregning', 'Mellemregning'),
        ' lagt to ting ved siden af hinanden, som den havde i forvejen: hvornår breve sendes i Digital Post, og hvad der bliver ringet om. Personoplysninger blev fjernet, før tallene blev lagt sammen.',
      ),
      paragraph(
        'Ud af 480 skabeloner stod 60 for tre fjerdedele af opkaldene. Dem satte kommunen sig for at skrive om, ét om dagen. I august var der 18 procent færre opkald til borgerservice end året før. Det svarer til tre fuldtidsstillinger, som nu besvarer de spørgsmål, et brev ikke kan klare.',
      ),
      crosshead('Maskinen foreslog, mennesker slettede'),
      paragraph(
        'En sprogmodel lavede det første udkast til hvert brev. Den var god til at korte af og dårlig til at vide, hvad der ikke måtte kortes af. I et brev om tilbagebetaling fjernede den klagefristen, fordi den fik teksten til at lyde uvenlig.',
      ),
      quote(
        'Jura er ikke støj. Det skal bare ikke stå først.',
        'Karen-Margrethe Sejr',
        'chef for borgerservice, Sønderå Kommune',
      ),
      paragraph('Derfor endte arbejdsgangen med at se sådan ud:'),
      ...numbered(
        ['Sagsbehandleren skriver i én sætning, hvad modtageren skal gøre.'],
        ['Sprogmodellen laver et udkast, der begynder med den sætning.'],
        ['Juristen sætter det tilbage, der skal stå der.'],
        ['Tre borgere læser brevet højt. Går de i stå, begynder man forfra.'],
      ),
      paragraph(
        'Det sidste trin tager længst tid og fanger mest. »Man kan høre et dårligt brev, før man kan forklare, hvad der er galt med det,« siger Karen-Margrethe Sejr.',
      ),
      readAlso('article-hun-kender-hver-linje'),
    ),
  }),
]
