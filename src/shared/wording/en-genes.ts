import type { ForBoth } from './catalogue.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

/** What a gene's product does, in a few words. */
export const geneWords: Readonly<Record<string, ForBoth>> = {
  ABCG2: both('carries medicines out of cells', 'a gene that moves medicines out of cells'),
  CACNA1S: both('calcium release in muscle', 'a gene for muscle control'),
  CFTR: both('chloride channel', 'a gene for salt balance in the lungs'),
  CYP2B6: both('breaks down efavirenz and others', 'a gene that breaks down some medicines'),
  CYP2C19: both(
    'activates clopidogrel, breaks down SSRIs and proton pump inhibitors',
    'a gene that activates or breaks down many medicines',
  ),
  CYP2C9: both('breaks down warfarin, phenytoin and NSAIDs', 'a gene that breaks down many medicines'),
  CYP2D6: both(
    'activates codeine and tramadol, breaks down antidepressants',
    'a gene that activates or breaks down many medicines',
  ),
  CYP3A4: both('breaks down quetiapine and others', 'a gene that breaks down many medicines'),
  CYP3A5: both('breaks down tacrolimus', 'a gene that breaks down a transplant medicine'),
  CYP4F2: both('breaks down vitamin K', 'a gene that matters for vitamin K'),
  DPYD: both('breaks down fluoropyrimidines', 'a gene that breaks down some cancer medicines'),
  G6PD: both('protects red cells from oxidation', 'a gene that protects red blood cells'),
  'HLA-A': both('immune presentation; skin reactions', 'an immune gene linked to skin reactions'),
  'HLA-B': both(
    'immune presentation; skin and hypersensitivity reactions',
    'an immune gene linked to allergic reactions',
  ),
  IFNL3: both('response to interferon', 'a gene for the response to interferon'),
  'MT-RNR1': both(
    'mitochondrial ribosome; aminoglycoside hearing loss',
    'a gene linked to hearing loss from some antibiotics',
  ),
  NAT2: both('acetylates isoniazid and others', 'a gene that breaks down some medicines'),
  NUDT15: both('breaks down active thiopurines', 'a gene that breaks down thiopurines'),
  RYR1: both(
    'calcium release in muscle; malignant hyperthermia',
    'a gene linked to a dangerous reaction to anaesthesia',
  ),
  SLCO1B1: both('carries statins into the liver', 'a gene that takes statins into the liver'),
  TPMT: both('breaks down thiopurines', 'a gene that breaks down thiopurines'),
  UGT1A1: both('clears bilirubin, irinotecan and atazanavir', 'a gene that clears some medicines'),
  VKORC1: both('target of warfarin', 'the gene that warfarin acts on'),
}

const metabolizers: readonly (readonly [RegExp, ForBoth])[] = [
  [
    /^(likely )?poor metabolizer$/i,
    both('{gene} works hardly or not at all', 'your body breaks down or activates some medicines very slowly'),
  ],
  [
    /^(likely )?intermediate metabolizer$/i,
    both('{gene} works less than usual', 'your body breaks down or activates some medicines slowly'),
  ],
  [/^normal metabolizer$/i, both('{gene} works as usual', 'your body handles these medicines as usual')],
  [
    /^rapid metabolizer$/i,
    both('{gene} works faster than usual', 'your body breaks down or activates some medicines fast'),
  ],
  [
    /^ultrarapid metabolizer$/i,
    both('{gene} works much faster than usual', 'your body breaks down or activates some medicines very fast'),
  ],
  [/^poor function$/i, both('{gene} transports hardly at all', 'your body moves some medicines very slowly')],
  [/^decreased function$/i, both('{gene} transports less than usual', 'your body moves some medicines slowly')],
  [
    /^possible decreased function$/i,
    both('{gene} may transport less than usual', 'your body may move some medicines slowly'),
  ],
  [/^normal function$/i, both('{gene} transports as usual', 'your body moves these medicines as usual')],
  [/^increased function$/i, both('{gene} transports more than usual', 'your body moves some medicines fast')],
  [
    /malignant hyperthermia susceptibility/i,
    both('susceptible to malignant hyperthermia', 'some anaesthetics can cause a dangerous reaction in you'),
  ],
  [
    /uncertain susceptibility/i,
    both(
      'no known variant found; susceptibility is not excluded',
      'no known change was found, but a risk is not ruled out',
    ),
  ],
  [/deficient with cnsha/i, both('severe G6PD deficiency', 'your red blood cells are badly protected')],
  [/^deficient/i, both('G6PD deficiency', 'your red blood cells are badly protected')],
  [
    /^variable/i,
    both(
      'G6PD may be deficient: only measuring tells',
      'only a blood test can tell how well your red blood cells are protected',
    ),
  ],
  [/^normal$/i, both('{gene} works as usual', 'this works as usual')],
  [/negative$/i, both('{gene} {allele} is not carried', 'you do not carry this type')],
  [/positive$/i, both('{gene} {allele} is carried', 'you carry this type')],
  [/^-1639 AA$/, both('{gene} makes for a low need of vitamin K antagonists', 'you may need less of these medicines')],
  [
    /^-1639 AG$/,
    both(
      '{gene} makes for a somewhat lower need of vitamin K antagonists',
      'you may need a little less of these medicines',
    ),
  ],
  [/^-1639 GG$/, both('{gene} makes for the usual need of vitamin K antagonists', 'you need the usual amount')],
  // @source CPIC warfarin guideline 2017 (PMID 28198005): VKORC1 -1639A carriers need less warfarin
  [/^-1639 GG$/, both('sensitivity to warfarin is usual', 'warfarin works as usual in you')],
  [/^-1639 AG$/, both('sensitivity to warfarin is raised', 'warfarin works more strongly in you')],
  [/^-1639 AA$/, both('sensitivity to warfarin is high', 'warfarin works much more strongly in you')],
  [/^no result$/i, both('not tested', 'not tested')],
  [
    /^indeterminate$/i,
    both('found, but its meaning is not known', 'something was found, but what it means is not known'),
  ],
]

/** What a phenotype means, for both readers; the phenotype's own name when no words fit it. */
export const phenotypeWords = (gene: string, phenotype: string): ForBoth => {
  const found = metabolizers.find(([form]) => form.test(phenotype))?.[1]
  const put = (text: string): string =>
    text.replace('{gene}', gene).replace('{allele}', phenotype.replace(/ (?:positive|negative)$/, ''))
  return found ? { clinician: put(found.clinician), patient: put(found.patient) } : both(phenotype, phenotype)
}
