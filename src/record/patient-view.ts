import type { SampleSites } from '../genome/site.ts'
import type { DatumRef } from '../shared/assessment.ts'
import type { Drug } from '../shared/drug.ts'
import type { PartialDate } from '../shared/instant.ts'
import type { Measured } from '../shared/quantity.ts'
import type { RecognisedBy } from './recognise-drugs.ts'
import type { Meaning } from './terms.ts'

export type Coded = { readonly system?: string; readonly code?: string; readonly display: string }

/** What a recorded text or code says in the vocabulary that advice is narrowed by, and whether a code or words said it. `past`: counts though resolved. */
export type Means = { readonly code: Meaning; readonly by: 'code' | 'text'; readonly past: boolean }

/**
 * One ingredient on the list. `recognisedBy` is absent for a medicine that is not known: it is kept by name and cannot be assessed.
 * `combinedWith` names the other ingredients of the same product; `others` are further statements of the same ingredient in the record.
 * `route` as written; `asNeeded` is set where the dosage says so.
 */
export type Medication = {
  readonly drug: Drug
  readonly asWritten: string
  readonly status: 'active' | 'planned' | 'stopped' | 'unknown'
  readonly dose?: string
  readonly dailyDose?: Measured
  readonly started?: PartialDate
  readonly stopped?: PartialDate
  readonly indication?: Coded
  readonly ref: DatumRef
  readonly recognisedBy?: RecognisedBy
  readonly combinedWith?: readonly string[]
  readonly route?: string
  readonly asNeeded?: true
  readonly means?: readonly Means[]
  readonly others?: readonly {
    readonly asWritten: string
    readonly status: Medication['status']
    readonly ref: DatumRef
  }[]
}

export type Condition = {
  readonly what: Coded
  readonly codes: readonly Coded[]
  readonly active: boolean
  readonly onset?: PartialDate
  readonly ref: DatumRef
  readonly verification?: string
  readonly means?: readonly Means[]
}

export type Allergy = {
  readonly to: Coded
  readonly drug?: Drug
  readonly drugClass?: string
  readonly reaction?: string
  readonly ref: DatumRef
  readonly kind?: 'medication' | 'food' | 'environment' | 'biologic'
  readonly criticality?: 'low' | 'high'
}

/** `value.unit` is the UCUM code where the record gives one. `asRecorded` stands beside a value that was converted to the canonical unit. */
export type Observation = {
  readonly what: Coded
  readonly loinc?: string
  readonly value: Measured | { readonly text: string }
  readonly date?: PartialDate
  readonly ref: DatumRef
  readonly asRecorded?: Measured
}

/** `planned`: in preparation, not done yet. */
export type Procedure = {
  readonly what: Coded
  readonly codes: readonly Coded[]
  readonly date?: PartialDate
  readonly ref: DatumRef
  readonly planned?: true
  readonly means?: readonly Means[]
}

/** What is known of the person's genome: genotypes read at the places of interest, and results that other laboratories stated. */
export type GenomeData = {
  readonly sites?: SampleSites
  readonly outsideCalls?: { readonly source: string; readonly text: string }
  /** The user's own statement that an absent position is to be taken as reference. Every page and report says so when it is set. */
  readonly missingAsReference: boolean
  /** Research option: also call CYP2D6 from the VCF rows although its structural alleles cannot be seen there. */
  readonly callCyp2d6: boolean
}

/** One person's data as the clinical modules see it: typed, with units, immutable, every datum pointing to where it came from. Absent is unknown. */
export type PatientView = {
  readonly id: string
  readonly name: string
  readonly mrn?: string
  readonly birthDate?: PartialDate
  readonly age?: number
  readonly sex?: 'female' | 'male' | 'other'
  /** Sex recorded at birth (US Core), where the record states it besides `sex`. */
  readonly birthSex?: 'female' | 'male'
  readonly deceased?: PartialDate | true
  /** Genetic ancestry, only where a genetic test or an explicit statement of it stands in the record. Never taken from race. */
  readonly ancestry?: readonly string[]
  /** Race and ethnicity as somebody recorded them: a social category, not ancestry. */
  readonly raceRecorded?: readonly string[]
  readonly ethnicityRecorded?: string
  readonly medications: readonly Medication[]
  readonly conditions: readonly Condition[]
  readonly allergies: readonly Allergy[]
  readonly observations: readonly Observation[]
  readonly procedures: readonly Procedure[]
  readonly genome?: GenomeData
  /** Where the record itself states that no allergy is known. */
  readonly noKnownAllergies?: DatumRef
  /** What the record said nothing about, so that absence is never read as "none": e.g. `allergies` when no allergy statement exists. */
  readonly silentOn: readonly ('medications' | 'allergies' | 'conditions' | 'observations' | 'procedures')[]
}
