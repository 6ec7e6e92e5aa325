import type { Release } from '../../../src/knowledge/release.ts'
import { read } from '../session/ask-server.ts'

/** The terms that a FHIR record is read with. */
export const termsReleases = async (signal: AbortSignal): Promise<readonly Release[]> =>
  (await read<{ readonly releases: readonly Release[] }>('/knowledge-pack/attune-terms.json', signal)).releases
