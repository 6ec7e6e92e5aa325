/** A version of VCF as a number that can be compared: 4.3 is 43. */
export type VcfVersion = 40 | 41 | 42 | 43 | 44 | 45

/** Rules are those of this version when a file does not say which one it follows. */
export const assumedVersion: VcfVersion = 43

const versions: Readonly<Record<string, VcfVersion>> = {
  'VCFv4.0': 40,
  'VCFv4.1': 41,
  'VCFv4.2': 42,
  'VCFv4.3': 43,
  'VCFv4.4': 44,
  'VCFv4.5': 45,
}

/** The version behind `##fileformat=`; undefined when it is none from 4.0 to 4.5. @example vcfVersion('VCFv4.3') // 43 */
export const vcfVersion = (text: string): VcfVersion | undefined =>
  Object.hasOwn(versions, text) ? versions[text] : undefined
