import {
  body,
  bullets,
  crosshead,
  em,
  factBox,
  figure,
  paragraph,
  quote,
  readAlso,
  strong,
  toDocument,
} from '../portable-text.ts'
import { article } from './article.ts'

/** Articles of the section »Arbejdsliv«. */
export const workingLife = [
  article({
    name: 'tolv-linjer-i-opslaget',
    headline: '»Vi strøg ti krav i jobopslaget og fik tre gange så mange ansøgere«',
    kicker: 'Interview',
    standfirst:
      'Driftschef Benedikte Solhøj kunne ikke få besat seks stillinger. Så begyndte hun at spørge sine egne folk, hvor mange af kravene de selv opfyldte. Ingen nåede op på halvdelen.',
    genre: 'interview',
    picture: 'opslaget',
    section: 'arbejdsliv',
    topics: ['gamle-systemer', 'ransomware'],
    authors: ['signe-brandtoft'],
    companies: ['lygtemand'],
    at: '2026-11-19T06:30:00.000Z',
    body: body(
      paragraph(
        'I Benedikte Solhøjs gamle jobopslag stod der 17 krav. Det nye er på tolv linjer, og kravene er blevet til syv. Hun er driftschef hos ',
        toDocument('company-lygtemand', 'Lygtemand Robotics'),
        ' i Odense og har på et halvt år ansat seks mennesker, som hun siger, at hun ville have sorteret fra sidste år.',
      ),
      paragraph(strong('Hvad stod der, som ikke længere står der?')),
      paragraph(
        '»Først og fremmest årene. Vi skrev ›mindst fem års erfaring‹ om et værktøj, der var fire år gammelt. Det opdagede vi, da en ansøger gjorde opmærksom på det. Hun fik ikke jobbet, og det ærgrer mig stadig.«',
      ),
      paragraph(strong('Hvordan havnede kravene der?')),
      paragraph(
        '»De voksede frem. Hver gang en medarbejder sagde op, skrev vi det, han kunne, ind i det næste opslag. Til sidst ledte vi efter fire tidligere kolleger i én krop.«',
      ),
      crosshead('Ingen bestod prøven'),
      paragraph(
        'Vendepunktet kom, da hun lagde opslaget foran sin egen afdeling og bad alle sætte kryds. Den dygtigste kunne krydse otte af. Hun selv nåede seks.',
      ),
      quote(
        'Jeg var ikke blevet indkaldt til samtale til det job, jeg er chef for.',
        'Benedikte Solhøj',
        'driftschef, Lygtemand Robotics',
      ),
      paragraph(strong('Hvad skriver I så i dag?')),
      paragraph(
        '»Hvad man skal lave den første måned. ›Du skal flytte overvågningen af 200 robotter til et nyt system sammen med Anders. Du skal have vagt hver sjette uge.‹ Så ved folk, om de har lyst. Det kunne man ikke læse ud af de 17 krav.«',
      ),
      paragraph(strong('Kommer der så ikke for mange, der slet ikke kan?')),
      paragraph(
        '»Der kommer nogle. Men jeg bruger hellere en aften på at læse 90 ansøgninger end et halvt år på at mangle en mand. Eller en kvinde: Der var ingen kvinder blandt ansøgerne før. Nu er det hver fjerde.«',
      ),
      crosshead('En bager og en togfører'),
      paragraph(
        'Blandt de seks er en bager, der har lært sig selv at programmere mellem to og fem om natten, og en tidligere togfører med sans for køreplaner. De har det til fælles, at de er vant til at have vagt.',
      ),
      paragraph(strong('Er det ikke dyrere at lære folk op?')),
      paragraph(
        '»Jo. Vi regner med fire måneder, før de kan stå alene. Men vi havde stillinger, der var tomme i elleve. Og de bliver. Dem, der kunne det hele i forvejen, var videre efter halvandet år.«',
      ),
      paragraph(strong('Hvilke krav er tilbage, som I ikke går på kompromis med?')),
      paragraph(
        '»Man skal kunne skrive en besked, som en kollega forstår klokken 4 om natten. Den prøver vi til samtalen. Folk får et skærmbillede af en fejl og ti minutter. Det siger mere end eksamenspapirerne.«',
      ),
      factBox(
        'Sådan ser prøven ud',
        bullets(
          ['Ansøgeren får et skærmbillede af en alarm og tre linjer fra en log.'],
          ['Opgaven er at skrive til den, der afløser om en time.'],
          ['Der gives ikke point for at løse fejlen, kun for at beskrive den.'],
        ),
      ),
    ),
    readAlso: ['article-hun-kender-hver-linje', 'announcement-lygtemand-viktor-aagesen'],
  }),
  article({
    name: 'fra-skoven-til-sikkerheden',
    headline: 'Fra skoven til sikkerheden: Mathilde Ørskov skal rykke ud, når det brænder',
    kicker: 'Ugens navn',
    standfirst:
      'Fyrvagts nye beredskabschef er uddannet skovfoged. Hun siger selv, at forskellen er til at overse: Man går en runde, man ser efter det, der plejer at være der, og man skriver det ned.',
    genre: 'navne',
    picture: 'skoven',
    section: 'arbejdsliv',
    topics: ['ransomware'],
    authors: ['ditte-ravnholt'],
    companies: ['fyrvagt'],
    at: '2026-09-04T08:30:00.000Z',
    body: body(
      paragraph(
        'Der findes ikke mange cv’er, hvor stormfald og ransomware står på samme side. Mathilde Ørskovs er ét af dem. Den 1. september blev hun ',
        toDocument('announcement-mathilde-oerskov-beredskabschef', 'udnævnt til beredskabschef'),
        ' hos ',
        toDocument('company-fyrvagt', 'Fyrvagt'),
        ' i Aalborg, hvor hun har været analytiker i seks år.',
      ),
      paragraph(
        'Vejen dertil begyndte den nat i december 2013, da orkanen Bodil lagde et par tusind træer ned i den skov, hun havde ansvaret for. Hun brugte vinteren på at lave et kort over skaderne, først på papir, siden i et program, hun måtte lære sig selv at skrive.',
      ),
      quote(
        'Træerne kunne jeg ikke rejse. Men jeg kunne vise, i hvilken rækkefølge vi skulle rydde op.',
        'Mathilde Ørskov',
        'beredskabschef, Fyrvagt',
      ),
      paragraph(
        'Rækkefølgen er stadig det, hun interesserer sig for. Når Fyrvagts folk rykker ud til en kunde, er det første, de laver, en liste over, hvad der ',
        em('ikke'),
        ' skal tændes. Det møder modstand hver gang.',
      ),
      paragraph('»Alle vil i gang. Det er en sund refleks, og den ødelægger sporene,« siger hun.'),
      crosshead('En kuffert og en tavle'),
      paragraph(
        'Som chef for 18 medarbejdere får hun en vagtordning, et budget og den kuffert, der står pakket ved døren: kabler, tomme diske, en printer og en whiteboardtavle, der kan foldes. Tavlen er hendes idé. Når en kundes net er nede, er den ofte den eneste skærm, alle kan se.',
      ),
      paragraph(
        'Mathilde Ørskov er 41 år og bor ved Rold Skov med mand, to børn og en motorsav, der efter hendes udsagn er det bedst vedligeholdte system i husstanden.',
      ),
    ),
    readAlso: ['announcement-mathilde-oerskov-beredskabschef'],
  }),
  article({
    name: 'sluk-for-noget',
    headline: 'Sluk for noget, og se, hvem der ringer',
    kicker: 'Klumme',
    standfirst:
      'I 34 år har jeg set systemer komme til. Jeg kan tælle på to hænder, hvor mange jeg har set gå. Det er dem, jeg er stoltest af.',
    genre: 'klumme',
    section: 'arbejdsliv',
    topics: ['gamle-systemer'],
    authors: ['poul-egeskjold'],
    at: '2026-10-29T07:00:00.000Z',
    body: body(
      paragraph(
        'Da jeg holdt op som driftschef, fik jeg et ur og en liste. Uret går for langsomt. Listen var på 612 systemer, og min afløser bad mig sætte en streg ud for dem, der var vigtige. Efter to timer satte jeg streger ud for dem, jeg vidste, hvad var. Det gik hurtigere.',
      ),
      paragraph(
        'Alle virksomheder har en procedure for at tage noget i brug. Der er styregrupper, milepæle og kage. Jeg har aldrig været til kage for et system, der blev slukket. Derfor bliver de stående, som cykler foran en station: Ingen tør fjerne dem, for de kunne jo være nogens.',
      ),
      crosshead('Den gamle ringemetode'),
      paragraph(
        'I firserne havde vi en metode. Når vi ikke anede, om nogen brugte en udskrift, holdt vi op med at lægge den i dueslaget. Ringede der ikke nogen inden for en måned, slettede vi programmet. Ringede der nogen, fik de den med et smil, og så vidste vi, hvem de var.',
      ),
      paragraph(
        'Metoden var grov, men den havde en fordel frem for alt, hvad jeg siden er blevet præsenteret for på slides: Den virkede. Af 200 udskrifter blev der ringet om 31. Otte af opkaldene kom fra den samme mand, som ville vide, om der også var lukket for de andre.',
      ),
      crosshead('Hvad det koster at lade stå'),
      paragraph(
        'Man siger, at det ikke koster noget at lade et system køre. Det er det dyreste, man kan sige i en maskinstue. Det skal opdateres, eller også skal det ikke, og så er det værre. Det skal med i hver en flytning. Nogen skal huske kodeordet. Og en nat bruger en fremmed det som køkkentrappe.',
      ),
      quote('Det sikreste system er det, du slukkede for i går.', 'Poul Egeskjold'),
      paragraph(
        'Så her er min opfordring, nu hvor mørket falder på, og budgetterne er brugt. Find ét system, som du ikke kan forklare, hvad gør. Tag en sikkerhedskopi. Sluk. Skriv datoen på en gul seddel, og vent.',
      ),
      paragraph(
        'Ringer telefonen, har du lært noget. Ringer den ikke, har du lært noget mere. Og køb så for pokker en kage.',
      ),
      readAlso('article-natten-da-serverrummet-flyttede', 'article-hun-kender-hver-linje'),
    ),
  }),
  article({
    name: 'hun-kender-hver-linje',
    headline: 'Hun kender hver en linje: Grethe Kirkeby er 71 og kan ikke undværes',
    kicker: 'Portræt',
    standfirst:
      'I 1978 skrev hun sit første program til en pensionskasse. Det kører endnu. Nu har pensionskassen ansat to unge til at sidde ved siden af hende og spørge hvorfor.',
    genre: 'portraet',
    picture: 'hver-linje',
    section: 'arbejdsliv',
    topics: ['gamle-systemer'],
    authors: ['signe-brandtoft'],
    at: '2026-08-13T06:00:00.000Z',
    body: body(
      paragraph(
        'Grethe Kirkeby har sin egen kop på kontoret, selvom hun gik på pension i 2019. Den står på skabet ved vinduet, og den er aldrig blevet sat væk. »De vidste vel, at jeg kom igen,« siger hun.',
      ),
      paragraph(
        'Hun kom igen fire måneder senere. En lov var blevet ændret, en sats skulle reguleres to gange på et år, og programmet afrundede forkert. Fejlen stod i et modul, hun havde skrevet i 1984 med en kollega, der nu er død. Hun fandt den på en formiddag.',
      ),
      crosshead('Tre millioner linjer'),
      paragraph(
        'Systemet udbetaler hver måned pension til 88.000 mennesker. Det er på lidt over tre millioner linjer COBOL, og det har ikke lavet en fejl i udbetalingen siden 2007. Dengang var det et menneske, der havde tastet en fødselsdag omvendt.',
      ),
      paragraph(
        'To gange har pensionskassen forsøgt at erstatte det. Andet forsøg blev stoppet efter 160 mio. kr., da det nye system ikke kunne forklare, hvorfor 1.100 medlemmer fik ti kroner for meget.',
      ),
      quote(
        'De spurgte, hvad programmet gjorde. Ingen spurgte, hvorfor det gjorde det. Det er dét, der ikke står nogen steder.',
        'Grethe Kirkeby',
        'programmør',
      ),
      figure('hulkortet'),
      crosshead('Hvorfor-bogen'),
      paragraph(
        'Derfor har hun nu to læredrenge, som hun kalder dem, selvom den ene er en kvinde på 29. Tre dage om ugen går de koden igennem. De unge læser højt, og Grethe Kirkeby fortæller, hvad der var i vejen den dag, linjen blev skrevet.',
      ),
      paragraph(
        'Svarene skrives ned i det, som alle på gangen kalder Hvorfor-bogen. Den er nået til 340 sider. Et opslag lyder: ',
        em(
          '»Modul 44: Enker efter søfolk fik indtil 1991 tillæg efter en aftale, der kun findes som brev. Brevet ligger i kasse 12. Der er tre tilbage.«',
        ),
      ),
      paragraph('Om de tre siger hun, at hun kender deres medlemsnumre, og at hun hver måned ser efter, om de er der.'),
      crosshead('Ikke forelsket i det gamle'),
      paragraph(
        'Hun er ikke sentimental. COBOL er et snakkesaligt sprog, siger hun, og skærmen måtte gerne have haft flere farver. Hun ser gerne systemet slukket, bare nogen først har forstået det.',
      ),
      paragraph(
        'I marts bruger pensionskassen bogen til sit tredje forsøg. Denne gang flyttes et modul ad gangen, og intet modul bliver flyttet, før dets kapitel er skrevet færdigt. Grethe Kirkeby har lovet at blive til kapitel 60.',
      ),
      paragraph('»Så er jeg 75,« siger hun og skyller koppen. »Det passer meget godt.«'),
    ),
  }),
]
