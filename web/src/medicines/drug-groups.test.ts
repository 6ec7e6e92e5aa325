import { describe, expect, test } from 'vitest'
import { groupOf, inGroups } from './drug-groups.ts'

describe('groups of medicines by ATC code', () => {
  test.each([
    ['clopidogrel', ['B01AC04'], 'Blood clotting'],
    ['codeine', ['R05DA04', 'N02AA59'], 'Pain and inflammation'],
    ['methoxyflurane', ['N02BG09'], 'Anaesthesia'],
    ['sevoflurane', ['N01AB08'], 'Anaesthesia'],
    ['simvastatin', ['A10BH51', 'C10AA01', 'C10BA02', 'C10BA04'], 'Cholesterol'],
    ['celecoxib', ['L01XX33', 'M01AH01'], 'Pain and inflammation'],
    ['tacrolimus', ['D11AH01', 'L04AD02', 'L04AD02'], 'Immune system and transplant'],
    ['ibuprofen', ['C01EB16', 'G02CC01', 'M01AE01', 'M02AA13'], 'Pain and inflammation'],
    ['clobazam', ['N05BA09'], 'Epilepsy'],
    ['atomoxetine', ['N06BA09'], 'Attention deficit'],
    ['plazomicin', undefined, 'Other'],
  ])('%s', (name, atc, group) => {
    expect(groupOf(atc ? { name, atc } : { name })).toBe(group)
  })

  test('groups keep page order and medicines stand by name', () => {
    const drugs = [
      { drug: { name: 'sertraline', atc: ['N06AB06'] } },
      { drug: { name: 'citalopram', atc: ['N06AB04'] } },
      { drug: { name: 'warfarin', atc: ['B01AA03'] } },
    ]
    expect(inGroups(drugs).map((g) => [g.group, g.items.map((i) => i.drug.name)])).toEqual([
      ['Blood clotting', ['warfarin']],
      ['Depression, anxiety, sleep', ['citalopram', 'sertraline']],
    ])
  })
})
