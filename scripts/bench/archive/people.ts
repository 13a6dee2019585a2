const firstNames = [
  ...[
    'Anne',
    'Søren',
    'Mette',
    'Jørgen',
    'Åse',
    'Lars',
    'Kirsten',
    'Bjørn',
    'Ida',
    'Mikkel',
    'Freja',
    'Asger',
    'Signe',
    'Tøger',
  ],
  ...['Line', 'Rasmus', 'Karla', 'Ægir', 'Bodil', 'Malthe'],
] as const
const lastNames = [
  'Højgaard',
  'Nørrelund',
  'Bæk',
  'Ågesen',
  'Toftegaard',
  'Brandt',
  'Kjærsgaard',
  'Lund',
  'Østerby',
  'Dam',
]

/** How many names there are. */
export const peopleCount = firstNames.length * lastNames.length

/** The name of somebody; different for each number below `peopleCount`. */
export function personName(number: number): string {
  const last = lastNames[Math.floor(number / firstNames.length) % lastNames.length]
  return `${firstNames[number % firstNames.length]} ${last}`
}
