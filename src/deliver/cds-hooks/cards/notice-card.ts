import type { Card, Indicator } from './card.ts'
import { paragraphs, plain } from './markdown.ts'
import type { MadeCard } from './medicine-card.ts'

/** Why genes are not spoken of although something could have been said: silence would look like a result. */
export type Notice = 'contradicts' | 'several' | 'genome' | 'record' | 'order'

type Words = { readonly summary: string; readonly indicator: Indicator; readonly detail: readonly string[] }

const said: Readonly<Record<Notice, Words>> = {
  contradicts: {
    summary: 'Genetic results were not used: another birth date or sex is stored under this patient’s identifier',
    indicator: 'warning',
    detail: [
      'The person stored in Attune under this id or identifier has another birth date or sex than the patient of the call. Nothing of that person was used.',
      'Check who is meant and mend the identifier or the birth date. Until then no card here says that a medicine suits the genes.',
    ],
  },
  several: {
    summary: 'Genetic results were not used: several people are stored under this patient’s identifiers',
    indicator: 'warning',
    detail: [
      'The identifiers of the patient belong to more than one person in Attune, so nobody’s genetic results were used.',
      'Join or part the people in Attune. Until then no card here says that a medicine suits the genes.',
    ],
  },
  genome: {
    summary: 'Genes were not checked: the stored genome of this patient cannot be read',
    indicator: 'warning',
    detail: ['A genome is stored and could not be read. Import it again, or ask for the results elsewhere.'],
  },
  record: {
    summary: 'Allergies and medicines kept in Attune could not be read and were not used',
    indicator: 'warning',
    detail: [
      'Only what came with the call was looked at. The person’s page in Attune says what is wrong with the record.',
    ],
  },
  order: {
    summary: 'A medicine of this order could not be read, so it was not checked',
    indicator: 'info',
    detail: [
      'The order names its medicine neither by a code that is known here nor in words. Nothing was looked up for it.',
      'Write the name of the medicine into the order, or look it up in Attune.',
    ],
  },
}

/** The card that says why something was not looked at. */
export const noticeCard = (notice: Notice, newId: () => string): MadeCard => {
  const { summary, indicator, detail } = said[notice]
  const card: Card = {
    uuid: newId(),
    summary,
    indicator,
    source: {
      label: 'Attune',
      topic: { system: 'urn:attune:topic', code: 'not-checked', display: 'Not checked' },
    },
    detail: paragraphs(...detail.map(plain)),
  }
  return { card, recommendation: `notice:${notice}` }
}
