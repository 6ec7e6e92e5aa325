import type { PatientView } from '../../../record/index.ts'
import type { InputId } from '../model.ts'

/**
 * Words of a recorded race or ethnicity, each naming a whole category of a model. A category that a model divides further (Asian, Hispanic by birthplace,
 * Black by origin) is left open.
 */
const categories: readonly (readonly [RegExp, Readonly<Record<InputId, string>>])[] = [
  [
    /^(white|caucasian)$/i,
    { pceRace: 'white', mesaRace: 'white', plcoRace: 'white', bcratPopulation: 'white', qriskEthnicity: 'white' },
  ],
  [
    /^(black|black or african american|african american)$/i,
    { pceRace: 'black', mesaRace: 'black', plcoRace: 'black', bcratPopulation: 'african-american' },
  ],
  [/^asian$/i, { pceRace: 'other', plcoRace: 'asian' }],
  [
    /^chinese$/i,
    { pceRace: 'other', mesaRace: 'chinese', plcoRace: 'asian', bcratPopulation: 'chinese', qriskEthnicity: 'chinese' },
  ],
  [/^japanese$/i, { pceRace: 'other', plcoRace: 'asian', bcratPopulation: 'japanese', qriskEthnicity: 'other-asian' }],
  [/^filipino$/i, { pceRace: 'other', plcoRace: 'asian', bcratPopulation: 'filipino', qriskEthnicity: 'other-asian' }],
  [
    /^(asian )?indian$/i,
    { pceRace: 'other', plcoRace: 'asian', bcratPopulation: 'other-asian', qriskEthnicity: 'indian' },
  ],
  [
    /^pakistani$/i,
    { pceRace: 'other', plcoRace: 'asian', bcratPopulation: 'other-asian', qriskEthnicity: 'pakistani' },
  ],
  [
    /^bangladeshi$/i,
    { pceRace: 'other', plcoRace: 'asian', bcratPopulation: 'other-asian', qriskEthnicity: 'bangladeshi' },
  ],
  [/^american indian or alaska native$/i, { pceRace: 'other', plcoRace: 'american-indian-or-alaska-native' }],
  [
    /^native hawaiian or other pacific islander$/i,
    { pceRace: 'other', plcoRace: 'native-hawaiian-or-pacific-islander' },
  ],
]

const hispanic = /^(hispanic or latino|hispanic|latino)$/i

/**
 * A model's own category from race and ethnicity as recorded: a social category, which is what the model was made from, never ancestry. Undefined where more
 * than one race is recorded, or the record does not say what the model divides by. Models that count Hispanic people apart count them so whatever their race.
 */
export const recordedCategory = (view: PatientView, id: InputId): string | undefined => {
  const latino = hispanic.test(view.ethnicityRecorded ?? '')
  if (latino && (id === 'mesaRace' || id === 'plcoRace')) return 'hispanic'
  if (latino && id === 'bcratPopulation') return undefined
  const [race, ...more] = view.raceRecorded ?? []
  if (race === undefined || more.length > 0) return undefined
  return categories.find(([words]) => words.test(race.trim()))?.[1][id]
}
