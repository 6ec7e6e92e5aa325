/** Bilirubin in mg/dL, albumin in g/dL. */
export type ChildPugh = {
  readonly bilirubin: number
  readonly albumin: number
  readonly inr: number
  readonly ascites: 'absent' | 'slight' | 'moderate'
  readonly encephalopathy: 'none' | 'grade 1-2' | 'grade 3-4'
}

const rising = (value: number, two: number, above: number): number => (value < two ? 1 : value <= above ? 2 : 3)

/** Points from 5 to 15: 5 and 6 class A, 7 to 9 class B, 10 and more class C. @source Pugh 1973, doi 10.1002/bjs.1800600817 (unverified) */
export const childPugh = (p: ChildPugh): number =>
  rising(p.bilirubin, 2, 3) +
  (p.albumin > 3.5 ? 1 : p.albumin >= 2.8 ? 2 : 3) +
  rising(p.inr, 1.7, 2.3) +
  { absent: 1, slight: 2, moderate: 3 }[p.ascites] +
  { none: 1, 'grade 1-2': 2, 'grade 3-4': 3 }[p.encephalopathy]
