/**
 * What a reader gains when scripts run: a press on Escape closes an opened origin, "Copy as text" under each, and a link into a closed part opens it.
 * Without it everything is still there behind `details`.
 */
export const script = `
for(const d of document.querySelectorAll('details.prov')){const b=document.createElement('button');b.type='button';b.className='copy';b.textContent='Copy as text';b.addEventListener('click',()=>{const t=d.querySelector('.chain').innerText;navigator.clipboard&&navigator.clipboard.writeText(t).then(()=>{b.textContent='Copied'},()=>{b.textContent='Copying is not allowed here'})});d.append(b)}
document.addEventListener('keydown',e=>{if(e.key!=='Escape')return;const d=e.target instanceof Element&&e.target.closest('details[open]');if(d){d.open=false;d.querySelector('summary').focus()}});
const show=()=>{let e=document.getElementById(decodeURIComponent(location.hash.slice(1)));for(let x=e;x;x=x.parentElement)if(x.tagName==='DETAILS')x.open=true;e&&e.scrollIntoView()};
addEventListener('hashchange',show);location.hash&&show();
`
