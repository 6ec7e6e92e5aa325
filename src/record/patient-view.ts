import type { SampleSites } from '../genome/site.ts'
import type { DatumRef } from '../shared/assessment.ts'
import type { Drug } from '../shared/drug.ts'
import type { PartialDate } from '../shared/instant.ts'
import type { Measured } from '../shared/quantity.ts'
import type { AgeRange } from './age-range.ts'
import type { GenomicResults } from './genomics-reports/model.ts'
import type { Kinship } from './kinship.ts'
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
  /** Which kind of statement the status rests on. */
  readonly saidBy?: 'order' | 'statement' | 'dispense' | 'administration'
  readonly intent?: string
  /** Why it was stopped, held or not taken, as recorded. */
  readonly whyStopped?: string
  readonly others?: readonly {
    readonly asWritten: string
    readonly status: Medication['status']
    readonly ref: DatumRef
    readonly date?: PartialDate
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

/** Limits of a reference range in the unit of the value, as the laboratory gave them; `for` whom, `text` in its words. */
export type ReferenceRange = {
  readonly low?: number
  readonly high?: number
  readonly unit?: string
  readonly text?: string
  readonly for?: string
}

/**
 * `value.unit` is the UCUM code where the record gives one. `asRecorded` stands beside a value that was converted to the canonical unit, and the
 * reference range with it. `answer` is the code of a coded value. `interpretation`: codes of HL7 v3 (`H`, `LL`, …) or the laboratory's words.
 * `part`: one of several results of the same resource, as the systolic pressure; `panel` names the whole. Only `preliminary` tells a status.
 */
export type Observation = {
  readonly what: Coded
  readonly loinc?: string
  readonly value: Measured | { readonly text: string }
  readonly date?: PartialDate
  readonly ref: DatumRef
  readonly asRecorded?: Measured
  readonly answer?: Coded
  readonly range?: readonly ReferenceRange[]
  readonly interpretation?: readonly Coded[]
  readonly panel?: string
  readonly preliminary?: true
  readonly category?: string
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

/** A report of an examination with what it concludes. Only `preliminary` tells a status. */
export type Report = {
  readonly what: Coded
  readonly codes: readonly Coded[]
  readonly date?: PartialDate
  readonly conclusion?: string
  readonly conclusions?: readonly Coded[]
  readonly preliminary?: true
  readonly ref: DatumRef
}

/** An examination that was ordered and is still to be done. */
export type Order = {
  readonly what: Coded
  readonly codes: readonly Coded[]
  readonly date?: PartialDate
  readonly ref: DatumRef
}

/** A relative as recorded: kinship by the code of the relation, what they had and when. Without conditions nothing is said about their health. */
export type FamilyMember = Kinship & {
  readonly relation: Coded
  readonly name?: string
  readonly conditions: readonly {
    readonly what: Coded
    readonly codes: readonly Coded[]
    readonly onsetAge?: AgeRange
    readonly onset?: PartialDate
    readonly outcome?: string
    readonly contributedToDeath?: boolean
    readonly ref: DatumRef
  }[]
  readonly age?: AgeRange
  readonly born?: PartialDate
  readonly deceased?: boolean | { readonly age?: AgeRange; readonly date?: PartialDate }
  /** The source says that its own account is not complete. */
  readonly partial?: true
  readonly healthUnknown?: true
  readonly date?: PartialDate
  readonly ref: DatumRef
  /** Other recorded relatives this one is stated to be a child or sibling of, by name of the resource that tells of them. */
  readonly linked?: readonly { readonly as: 'child' | 'sibling'; readonly of: string }[]
  /** JSON of this relative as drawn and saved with Attune. */
  readonly drawn?: string
}

/** `noneKnown`: the record itself states that nothing is known in the family. `adoptive`: an adoptive parent is recorded. */
export type FamilyHistory = {
  readonly members: readonly FamilyMember[]
  readonly noneKnown?: DatumRef
  readonly adoptive?: DatumRef
  /** What a family drawn and saved with Attune says besides its relatives, as JSON. */
  readonly drawn?: { readonly json: string; readonly ref: DatumRef }
}

export type Coverage = {
  readonly payers: readonly string[]
  readonly type?: Coded
  readonly plan?: string
  readonly active: boolean
  readonly from?: PartialDate
  readonly until?: PartialDate
  readonly ref: DatumRef
}

export type CareTeamMember = {
  readonly name?: string
  readonly roles: readonly Coded[]
  readonly organisation?: string
  readonly team?: string
  readonly ref: DatumRef
}

/** What the record says at the day of the assessment. What is absent is not known; `no` is somebody's own statement. */
export type Pregnancy = {
  readonly pregnant?: 'yes' | 'no'
  readonly delivery?: PartialDate
  readonly gestationalAge?: { readonly weeks: number; readonly days: number }
  readonly breastfeeding?: 'yes' | 'no'
  readonly ref: readonly DatumRef[]
}

export type Immunisation = {
  readonly what: Coded
  readonly codes: readonly Coded[]
  readonly date?: PartialDate
  readonly ref: DatumRef
}

/** `class`: HL7 v3 ActCode, such as AMB, IMP, EMER. */
export type Encounter = {
  readonly what: Coded
  readonly class?: string
  readonly state: 'planned' | 'now' | 'past'
  readonly from?: PartialDate
  readonly until?: PartialDate
  readonly reason?: string
  readonly where?: string
  readonly ref: DatumRef
}

export type Device = {
  readonly what: Coded
  readonly codes: readonly Coded[]
  readonly active?: boolean
  readonly maker?: string
  readonly ref: DatumRef
}

export type Goal = {
  readonly what: Coded
  readonly from?: PartialDate
  readonly due?: PartialDate
  readonly ref: DatumRef
}

export type SocialHistory = {
  readonly smoking?: {
    readonly status: 'current' | 'former' | 'never' | 'unknown'
    readonly said: string
    readonly date?: PartialDate
    readonly ref: DatumRef
  }
  readonly alcohol?: Observation
}

/** Kinds of data that a record can be silent on. */
export type SilentOn =
  | 'medications'
  | 'allergies'
  | 'conditions'
  | 'observations'
  | 'procedures'
  | 'family history'
  | 'coverage'
  | 'care team'
  | 'pregnancy'
  | 'immunisations'
  | 'encounters'
  | 'devices'
  | 'goals'
  | 'smoking'
  | 'genetic results'

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
  /** Country of a present address, as written: a code or a name. */
  readonly country?: string
  readonly medications: readonly Medication[]
  readonly conditions: readonly Condition[]
  readonly allergies: readonly Allergy[]
  readonly observations: readonly Observation[]
  readonly procedures: readonly Procedure[]
  readonly genome?: GenomeData
  /** Reports of examinations and orders that are still open; absent where there are none. */
  readonly reports?: readonly Report[]
  readonly orders?: readonly Order[]
  /** Where the record itself states that no allergy is known. */
  readonly noKnownAllergies?: DatumRef
  /** The kinds below are absent where the record says nothing of them: unknown, not none. */
  readonly familyHistory?: FamilyHistory
  readonly coverage?: readonly Coverage[]
  readonly careTeam?: readonly CareTeamMember[]
  readonly pregnancy?: Pregnancy
  readonly immunisations?: readonly Immunisation[]
  readonly encounters?: readonly Encounter[]
  readonly devices?: readonly Device[]
  readonly goals?: readonly Goal[]
  readonly social?: SocialHistory
  /** Results of other laboratories on the genome, as they stated them. */
  readonly genomics?: GenomicResults
  /** What the record said nothing about, so that absence is never read as "none": e.g. `allergies` when no allergy statement exists. */
  readonly silentOn: readonly SilentOn[]
}
