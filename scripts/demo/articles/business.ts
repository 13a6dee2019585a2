import {
  body,
  bullets,
  crosshead,
  factBox,
  link,
  paragraph,
  quote,
  strong,
  table,
  toDocument,
} from '../portable-text.ts'
import { article } from './article.ts'

/** Articles of the section »Forretning«. */
export const business = [
  article({
    name: 'fire-timer-uden-net',
    headline: 'Fire timer uden net: Købmanden tog imod kort hele formiddagen',
    kicker: 'Reportage',
    standfirst:
      'Onsdag formiddag trak købmand Ole Vestermark stikket til internettet for at se, hvad der skete. Det meste gik godt. Så ville en kunde bytte et par gummistøvler.',
    genre: 'reportage',
    picture: 'kassen',
    section: 'forretning',
    topics: ['betalinger'],
    authors: ['signe-brandtoft'],
    companies: ['byttepenge'],
    at: '2026-11-11T13:20:00.000Z',
    body: body(
      paragraph(
        'Klokken 8.00 lukker Ole Vestermark for internettet i sin egen butik. Han gør det på gammeldags vis, ved at hive et gult kabel ud af en boks under kassen. »Så,« siger han og ser ud, som om han venter på en lyd.',
      ),
      paragraph('Der kommer ingen. Der kommer en kunde med fire rundstykker og et kort.'),
      paragraph(
        'Terminalen tænker et sekund længere end ellers. Så siger den ding. Betalingen på 38 kroner er gennemført, eller rettere: Den er skrevet under af kortets chip og lagt i en kø, der først bliver sendt, når kablet kommer i igen. Imens er det købmanden, der hænger på risikoen.',
      ),
      crosshead('Hvem hæfter for rundstykkerne?'),
      paragraph(
        'Det er det spørgsmål, øvelsen handler om. Dagligvarer og medicin skal kunne købes, også når nettet er nede, og det er de fleste enige om. Men en betaling uden net er en betaling uden et blik på kontoen. Er der dækning? Er kortet spærret?',
      ),
      paragraph(
        toDocument('company-byttepenge', 'Byttepenge'),
        ', der har lavet kassesystemet, lader butikken vælge sine egne grænser. Ole Vestermark har sat sin til 500 kroner pr. køb og tre køb pr. kort.',
      ),
      paragraph(
        '»Jeg kender ni ud af ti, der kommer ind ad døren. Den tiende må gerne snyde mig for en liter mælk,« siger han.',
      ),
      crosshead('Gummistøvlerne'),
      paragraph(
        'Klokken 9.52 opstår dagens første problem. En kvinde vil bytte et par gummistøvler, købt i lørdags, og have forskellen tilbage på kortet. Det kan terminalen ikke. En returnering kræver net, for den flytter penge den anden vej.',
      ),
      paragraph(
        'Hun får 60 kroner i kontanter og går. Bagefter noterer Byttepenges udviklingschef, Sofus Grønkær, det på sin blok. Han har stået ved bladhylden siden klokken 7.',
      ),
      quote(
        'Vi har brugt to år på kryptografien og en eftermiddag på gummistøvler. Det skulle måske have været mere lige fordelt.',
        'Sofus Grønkær',
        'udviklingschef, Byttepenge',
      ),
      crosshead('Regnskabet'),
      paragraph(
        '12.00 sætter Ole Vestermark kablet i. Køen tømmes på elleve sekunder. Ud af 143 kortbetalinger bliver to afvist, fordi kontoen er tom. Tabet er 212 kroner.',
      ),
      table(
        'Formiddagen hos købmanden',
        ['', 'Antal', 'Beløb'],
        ['Kort uden net', '143', '24.310 kr.'],
        ['Heraf afvist bagefter', '2', '212 kr.'],
        ['Kontant', '31', '3.940 kr.'],
        ['Måtte opgives', '4', 'ukendt'],
      ),
      paragraph(
        'De fire, der gik uden varer, ville alle betale med telefonen. Tre af dem havde ikke noget kort på sig. »Det er dem, jeg tænker på i aften,« siger Sofus Grønkær.',
      ),
      paragraph(
        'Ole Vestermark tænker på noget andet. Der stod 31 mennesker med kontanter, og han havde byttepenge til 28.',
      ),
    ),
    readAlso: ['article-alipay-vil-ind-i-danske-butikker', 'article-tegnebogen-skal-virke-ved-disken'],
  }),
  article({
    name: 'sandkorn-henter-85-millioner',
    headline: 'Sandkorn henter 85 mio. kr. til en chip, der mest af alt sover',
    kicker: 'Chips',
    standfirst:
      'Selskabet fra Lyngby tegner kredsløb, der bruger mindre strøm på at vågne. Nu skal det første produkt fra laboratoriet til en fabrik i Tyskland, og den rejse er dyrere end selve opfindelsen.',
    genre: 'nyhed',
    picture: 'chippen',
    section: 'forretning',
    topics: ['chips'],
    authors: ['signe-brandtoft'],
    companies: ['sandkorn', 'lygtemand'],
    at: '2026-11-06T07:10:00.000Z',
    body: body(
      paragraph(
        'Chipfirmaet ',
        toDocument('company-sandkorn', 'Sandkorn Semiconductors'),
        ' har fået 85 mio. kr. fra en kreds af danske og tyske investorer. Pengene skal bruges på den første serieproduktion af en styrekreds, der ifølge selskabet forlænger batteriets levetid i små sensorer fra to til syv år.',
      ),
      paragraph(
        'Det lyder som et gennembrud i batterier, men batteriet er det samme. »Vi har ikke gjort batteriet bedre. Vi har holdt op med at vække chippen, når der ikke er noget at lave,« siger direktør og medstifter Vigga Sommerlund.',
      ),
      crosshead('Det dyre er at vågne'),
      paragraph(
        'En sensor på et fjernvarmerør måler et par gange i timen. Resten af tiden venter den, og i de fleste chips er det ventetiden og opvågningen, der æder strømmen. Uret skal op i fart, og hukommelsen skal genopfriskes. Først derefter bliver der målt.',
      ),
      paragraph(
        'Sandkorns kreds har en lille del, der aldrig sover helt. Den kan afgøre, om målingen afviger fra den forrige. Gør den ikke det, får resten af chippen lov at ligge.',
      ),
      quote(
        'De fleste målinger siger, at alt er, som det var før. Det burde ikke koste noget at få at vide.',
        'Vigga Sommerlund',
        'direktør, Sandkorn Semiconductors',
      ),
      crosshead('En maske til 14 millioner'),
      paragraph(
        'Selskabet ejer ingen fabrik og får ikke brug for en. Chippen bliver lavet i en 22-nanometer-proces, som flere europæiske fabrikker tilbyder, og som er gammel nok til at være til at betale. Alligevel koster det første sæt masker 14 mio. kr. Opdages der en fejl bagefter, er de penge tabt.',
      ),
      paragraph('Sådan fordeles kapitalen ifølge selskabet:'),
      ...bullets(
        [strong('38 mio. kr.'), ' til masker, prøveserier og test'],
        [strong('29 mio. kr.'), ' til 17 nye ingeniører over to år'],
        [strong('18 mio. kr.'), ' til lager, så kunderne tør bygge chippen ind'],
      ),
      paragraph(
        'Den sidste post er resultatet af en dyr lære. I 2024 sprang en stor kunde fra, fordi Sandkorn ikke kunne love levering, hvis fabrikken fik travlt.',
      ),
      crosshead('Første kunde kører i kloakken'),
      paragraph(
        'Den første faste ordre kommer fra ',
        toDocument('company-lygtemand', 'Lygtemand Robotics'),
        ' i Odense, som sætter sensorer i kloakbrønde, hvor det koster 4.000 kr. at sende en mand ned og skifte batteri. Lygtemand har bestilt 60.000 stk. til levering fra efteråret 2027.',
      ),
      paragraph(
        'Sandkorn havde sidste år et underskud på 21 mio. kr. og regner med det samme i år. Overskud er på budgettet i 2029.',
      ),
    ),
    readAlso: ['announcement-sandkorn-rasmus-elmegaard', 'article-natten-da-serverrummet-flyttede'],
  }),
  article({
    name: 'konsulenthus-dropper-timeprisen',
    headline: 'Konsulenthus dropper timeprisen: »Vi blev straffet for at være hurtige«',
    kicker: 'It-kontrakter',
    standfirst:
      'Mellemregning sælger fra nytår kun opgaver til fast pris. Årsagen er kunstig intelligens: En analyse, der før tog 60 timer, tager nu 20, og hvem skal have de 40?',
    genre: 'nyhed',
    picture: 'timeglasset',
    section: 'forretning',
    topics: ['kunstig-intelligens', 'it-kontrakter'],
    authors: ['signe-brandtoft'],
    companies: ['mellemregning'],
    at: '2026-10-08T05:50:00.000Z',
    body: body(
      paragraph(
        'Konsulenthuset ',
        toDocument('company-mellemregning', 'Mellemregning'),
        ' holder op med at sælge timer. Fra 1. januar bliver alle nye aftaler indgået til fast pris, og medarbejderne skal ikke længere registrere tid på kunder.',
      ),
      paragraph(
        'Beslutningen rammer en branche, der i årtier har levet af at gange et antal konsulenter med et antal timer. Den hænger sammen med, at regnestykket er begyndt at give for lidt.',
      ),
      paragraph(
        '»Vi lavede den samme analyse som året før, på en tredjedel af tiden, og kunden var glad. Det var vi også, indtil vi så fakturaen,« siger administrerende direktør Torben Askholm.',
      ),
      crosshead('Kunden ville også have sin del'),
      paragraph(
        'De første forsøg med fast pris gik skidt. Mellemregning tilbød den gamle pris for det nye arbejde, og det gennemskuede kunderne. En region afviste tilbuddet med en enkelt linje: »Vi læser også aviser.«',
      ),
      paragraph(
        'I stedet er parterne nået frem til en deling. For opgaver, der kan beskrives på forhånd, ligger prisen nu 25–35 procent under den gamle. Til gengæld bærer konsulenthuset risikoen for, at det tager længere tid.',
      ),
      quote(
        'Før var det kundens problem, hvis vi var langsomme. Nu er det vores. Det har gjort underværker for mødekulturen.',
        'Torben Askholm',
        'administrerende direktør, Mellemregning',
      ),
      crosshead('De unge mangler de kedelige timer'),
      paragraph(
        'Der er en bagside, og den handler om oplæring. De timer, der er sparet, er dem, hvor en nyuddannet sad med et regneark og lærte, hvordan en virksomhed hænger sammen.',
      ),
      paragraph(
        'Mellemregning vil derfor lade alle nyansatte lave hver tiende opgave helt uden hjælpemidler, for firmaets regning. »Man kan ikke kontrollere et svar, man ikke selv kunne have regnet ud,« siger Torben Askholm.',
      ),
      paragraph(
        'Selskabet havde sidste år en omsætning på 341 mio. kr. og et resultat på 22 mio. kr. Askholm venter, at omsætningen falder i 2027, og at resultatet ikke gør.',
      ),
    ),
    readAlso: ['article-da-brevene-blev-kortere', 'announcement-ida-norling-ny-partner'],
  }),
  article({
    name: 'alipay-vil-ind-i-danske-butikker',
    headline: 'Alipay forhandler med Nets om at komme ind i danske butikker',
    kicker: 'Betalinger',
    standfirst:
      'Kinas store betalingsapp søger ifølge Finanswatch en vej til de danske kasser gennem Nets. Målgruppen er i første omgang gæster fra Kina, vurderer en kender af markedet.',
    genre: 'nyhed',
    picture: 'alipay',
    section: 'forretning',
    topics: ['betalinger'],
    authors: ['signe-brandtoft'],
    at: '2026-09-24T06:30:00.000Z',
    earlierSlugs: ['alipay-paa-vej-til-danmark'],
    body: body(
      paragraph(
        'Alipay og Nets sidder ved forhandlingsbordet. Lykkes det dem at blive enige, kan kunder med den kinesiske app komme til at betale i danske forretninger, skriver Finanswatch. Papirerne er ikke underskrevet, men efter mediets oplysninger kan det være et spørgsmål om uger.',
      ),
      paragraph(
        'For Nets, der formidler en stor del af betalingerne i landets butikker, vil det være endnu en måde at betale på i de terminaler, som allerede står ved kassen. For Alipay vil det være adgang til et helt land gennem én aftale.',
      ),
      crosshead('Rejsende først'),
      paragraph(
        'Appen hører under Alibaba Group og har mere end en halv milliard brugere. På hjemmemarkedet deler den førerpositionen med WeChat, der begyndte som en tjeneste til beskeder.',
      ),
      paragraph(
        'At de to ville søge mod Europa og USA, har den kinesiske fintech-branches kendere længe ventet. En af dem er Zennon Kapron. Han peger på turister og forretningsfolk fra Kina som det naturlige første skridt: Dem bliver der flere af, og de er vant til at lade pungen blive hjemme.',
      ),
      paragraph(
        'Næste skridt er mere usikkert. Kapron regner med, at kineserne på et tidspunkt vil prøve at vinde vestlige brugere også, men han tør ikke spå om udfaldet. Han nævner dog én fordel: Kinesiske selskaber har i årevis set udenlandske konkurrenter slå fejl i Kina og kan have lært noget af deres fejltrin.',
      ),
      crosshead('Fra 60 til 30 på ti år'),
      paragraph(
        'Baggrunden er et skifte, der er gået hurtigere i Kina end de fleste andre steder. I 2010 blev 60 ud af 100 betalinger klaret med sedler og mønter. For 2020 lød forventningen på 30. Kapron tilskriver i høj grad telefonen den udvikling, og den er tydeligst i de store byer.',
      ),
      factBox(
        'Det vides om aftalen',
        bullets(
          [strong('Parter: '), 'Alipay, ejet af Alibaba Group, og Nets'],
          [strong('Status: '), 'Der forhandles. Intet er skrevet under'],
          [strong('Kilde: '), 'Finanswatch'],
          [strong('Ikke oplyst: '), 'hvilke butikker det gælder, og hvad de skal betale'],
        ),
      ),
      paragraph(
        'Alt, hvad vi har skrevet om kort, apps og kontanter, er samlet under ',
        toDocument('topic-betalinger', 'Betalinger'),
        '. Regler og statistik om danske betalinger findes hos ',
        link('https://www.nationalbanken.dk/', 'Nationalbanken'),
        '.',
      ),
    ),
  }),
]
