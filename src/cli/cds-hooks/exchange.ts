/** What came back; `status` 0 and no text when nothing did. */
export type Answered = {
  readonly status: number
  readonly text: string
  readonly json: unknown
  readonly ms: number
  readonly header: (name: string) => string
  readonly failure?: string
}

const timeoutMs = 10_000
const mostBytes = 8 << 20

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const textOf = async (response: Response): Promise<string> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > mostBytes) break
    parts.push(part)
  }
  return new TextDecoder().decode(Buffer.concat(parts))
}

/** One request to the service under test. It never throws: that nothing came back is an answer too. */
export const exchange = async (
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Answered> => {
  const started = performance.now()
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body }),
    })
    const text = await textOf(response)
    return {
      status: response.status,
      text,
      json: parsed(text),
      ms: performance.now() - started,
      header: (name) => response.headers.get(name) ?? '',
    }
  } catch (error) {
    const cause = (error as { readonly cause?: { readonly code?: string } }).cause?.code
    return {
      status: 0,
      text: '',
      json: undefined,
      ms: performance.now() - started,
      header: () => '',
      failure: cause ?? (error as Error).name,
    }
  }
}
