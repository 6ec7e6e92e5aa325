import type { Problem } from '../../../src/shared/problem.ts'
import type { Found, GeneView, GenomeCard, OpeningProgress } from './genome-answers.ts'

/** Where the genome is: a file of this browser, or a stored person's archive on the server. */
export type GenomeOrigin =
  | { readonly is: 'file'; readonly file: File; readonly sample?: string }
  | { readonly is: 'server'; readonly address: string }

export type ToGenomeWorker =
  | { readonly ask: 'open'; readonly origin: GenomeOrigin }
  | { readonly ask: 'search'; readonly id: number; readonly text: string }
  | { readonly ask: 'gene'; readonly id: number; readonly gene: string }

export type FromGenomeWorker =
  | { readonly tell: 'progress'; readonly progress: OpeningProgress }
  | { readonly tell: 'opened'; readonly card: GenomeCard }
  | { readonly tell: 'refused'; readonly problems: readonly Problem[] }
  | { readonly tell: 'failed'; readonly message: string }
  | { readonly tell: 'found'; readonly id: number; readonly found: Found }
  | { readonly tell: 'gene'; readonly id: number; readonly view: GeneView | undefined }
  | { readonly tell: 'notAnswered'; readonly id: number; readonly message: string }
