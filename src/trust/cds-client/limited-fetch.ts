/** `timeoutMs` for the whole exchange; an answer of more than `maxBytes` is given up. */
export type FetchLimits = { readonly timeoutMs: number; readonly maxBytes: number }

export type FetchedText =
  | { readonly ok: true; readonly status: number; readonly text: string }
  | { readonly ok: false; readonly because: 'timeout' | 'too-large' | 'redirect' | 'unreachable' }

/** Asks another server. A redirect is never followed: it could lead to a place that nobody allowed. */
export type AskServer = (
  url: string,
  headers: Readonly<Record<string, string>>,
  limits: FetchLimits,
) => Promise<FetchedText>

export const askServer: AskServer = async (url, headers, { timeoutMs, maxBytes }) => {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, { headers, signal, redirect: 'manual', credentials: 'omit' })
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel()
      return { ok: false, because: 'redirect' }
    }
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of response.body ?? []) {
      size += part.length
      if (size > maxBytes) return { ok: false, because: 'too-large' }
      parts.push(part)
    }
    return { ok: true, status: response.status, text: new TextDecoder().decode(Buffer.concat(parts)) }
  } catch {
    return { ok: false, because: signal.aborted ? 'timeout' : 'unreachable' }
  }
}
