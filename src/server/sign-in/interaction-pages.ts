import { type Child, html } from '../../deliver/report/index.ts'
import type { Account } from '../../store/index.ts'
import { scopeInWords } from '../../trust/index.ts'
import { page } from './page.ts'
import type { PatientName } from './parts.ts'

const roleWords: Readonly<Record<string, string>> = {
  clinician: 'Clinician',
  patient: 'Patient',
  tumourBoard: 'Tumour board',
  analyst: 'Analyst',
  administrator: 'Administrator',
}

export type SignInPage = {
  readonly path: string
  readonly client: string
  readonly failed: boolean
  readonly demo: readonly Account[]
}

const demoForm = ({ path, demo }: SignInPage): Child =>
  demo.length > 0 && [
    html`<h2>Demonstration</h2>
<p class="note">This server shows made-up people. Choose who you want to be; no password is needed, and nothing here is real.</p>
<form method="post" action="${path}/demo">
${demo.map(
  (
    a,
  ) => html`<button class="second wide" name="account" value="${a.id}">${a.name}<small>${roleWords[a.role]}</small></button>
`,
)}</form>`,
  ]

/** Asks who is there. What went wrong is never said more closely than that it did. */
export const signInPage = (shown: SignInPage): string =>
  page(
    'Sign in',
    shown.client !== 'Attune' && html`<p class="quiet">to go on to ${shown.client}</p>`,
    shown.failed &&
      html`<p class="fault" role="alert">Name and password do not fit, or there were too many tries. Wait a moment, then try again.</p>`,
    html`<form method="post" action="${shown.path}/password">
<label for="login">Name</label>
<input id="login" name="login" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000">
<button>Sign in</button>
</form>`,
    demoForm(shown),
  )

export type ConsentPage = {
  readonly path: string
  readonly client: string
  readonly account: Account
  readonly scopes: readonly string[]
  /** Whose data it is about; `choose`: to be picked from `found`. */
  readonly patient: PatientName | 'choose' | undefined
  readonly query: string
  readonly found: readonly PatientName[]
  readonly missing: boolean
  readonly trusted: boolean
}

const searchForm = ({ path, query }: ConsentPage): Child =>
  html`<form method="get" action="${path}" role="search">
<label for="q">Find a patient</label>
<input id="q" name="q" type="search" value="${query}" maxlength="100">
<button class="second">Search</button>
</form>`

const patientChoice = ({ found, missing, query }: ConsentPage): Child => [
  html`<h2 id="who">Patient</h2>`,
  missing && html`<p class="fault" role="alert">Choose one patient.</p>`,
  found.length === 0
    ? html`<p class="quiet">${query === '' ? 'There are no patients yet.' : 'Nobody of this name was found.'}</p>`
    : html`<div role="radiogroup" aria-labelledby="who"><ul class="choices">
${found.map(
  (p) => html`<li><label><input type="radio" name="patient" value="${p.id}" required><span>${p.name}${
    p.detail !== undefined && html` <span class="quiet">${p.detail}</span>`
  }</span></label></li>
`,
)}</ul></div>`,
]

const scopeChoice = ({ scopes }: ConsentPage): Child => [
  html`<h2>It asks to</h2>
<ul class="choices">
${scopes.map(
  (
    scope,
  ) => html`<li><label><input type="checkbox" name="scope" value="${scope}" checked><span>${scopeInWords(scope)}</span></label></li>
`,
)}</ul>
<p class="quiet">Take away what you do not want to give. Your own rights bound all of it.</p>`,
]

/** Asks for which patient an application is opened, and what it may do. */
export const consentPage = (shown: ConsentPage): string =>
  page(
    shown.trusted ? `Open ${shown.client}` : `Let ${shown.client} in?`,
    html`<p class="quiet">You are signed in as ${shown.account.name}.</p>`,
    shown.patient === 'choose' && searchForm(shown),
    html`<form method="post" action="${shown.path}/consent">
${shown.patient === 'choose' && patientChoice(shown)}
${
  shown.patient !== 'choose' &&
  shown.patient !== undefined &&
  html`<h2>Patient</h2><p>${shown.patient.name}${shown.patient.detail !== undefined && html` <span class="quiet">${shown.patient.detail}</span>`}</p>`
}
${!shown.trusted && scopeChoice(shown)}
<div class="row"><button name="answer" value="allow">${shown.trusted ? 'Open' : 'Allow'}</button>
<button class="second" name="answer" value="deny" formnovalidate>Cancel</button></div>
</form>`,
  )
