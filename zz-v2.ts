import { loadRelease } from './src/knowledge/folder.ts'
import { compileFamily, family, familyInputOf } from './src/clinical/family/index.ts'
import { emptyView } from './src/record/index.ts'
const m = family(compileFamily([loadRelease('attune-family')]))
const mk = (n: number, code: string, dis: string) => Array.from({length:n},(_,i)=>({relation:{system:'http://terminology.hl7.org/CodeSystem/v3-RoleCode',code,display:code},name:`n${i}`,conditions:[{what:{display:dis},codes:[],onsetAge:{low:40+i%30,high:40+i%30},ref:{kind:'fhir',resource:`FamilyMemberHistory/${i}`,path:'x'}}],ref:{kind:'fhir',resource:`FamilyMemberHistory/${code}${i}`,path:'x'}}))
for (const [n,c] of [[50,'SIS'],[300,'SIS'],[300,'MCOUSN'],[1500,'SIS']] as const) {
  const v = {...emptyView('p'), sex:'female', age:50, birthDate:'1976-01-01', familyHistory:{members: mk(n,c,'Colon cancer')}} as any
  const t=performance.now(); const a=m.assess(familyInputOf(v),'2026-11-22T09:00:00Z' as any); console.log(n,c,Math.round(performance.now()-t),a.length, a.filter(x=>x.state==='indeterminate').map(x=>x.question.code+':'+(x as any).needs[0].missing.slice(0,3)))
}
