import { appNaming } from './app-sources.ts'
import { type CompiledApp, type Compiling, compiledApp } from './compile.ts'
import { RenderCrew } from './render-crew.ts'

/** The site's Astro app as it is at work: compiled when there is first something to render, and opened for one edition at a time. */
export class SiteApp implements Disposable {
  readonly #compiling: Compiling
  readonly #naming: () => string
  #digest: string
  #compiled: Promise<CompiledApp> | undefined
  #crew: { edition: string; crew: RenderCrew } | undefined

  constructor(compiling: Compiling) {
    this.#compiling = compiling
    this.#naming = appNaming(compiling.root, compiling.siteUrl)
    this.#digest = this.#naming()
  }

  /** The name of the app that the sources made when they were last looked at. */
  get digest(): string {
    return this.#digest
  }

  /** Looks at the sources again; when somebody has written to them, the app is compiled anew. */
  look(): void {
    const digest = this.#naming()
    if (digest === this.#digest) return
    this[Symbol.dispose]()
    this.#compiled = undefined
    this.#digest = digest
  }

  /** @throws Problem with Astro's own words when the sources do not compile; the next one who asks has it tried again */
  compiled(): Promise<CompiledApp> {
    this.#compiled ??= compiledApp(this.#compiling)
    return this.#compiled.catch((fault) => {
      this.#compiled = undefined
      throw fault
    })
  }

  /** Those who render pages with the app from the edition in this file. */
  async crew(edition: string): Promise<RenderCrew> {
    const app = await this.compiled()
    if (this.#crew?.edition !== edition) {
      this[Symbol.dispose]()
      this.#crew = { edition, crew: new RenderCrew({ app, edition }) }
    }
    return this.#crew.crew
  }

  [Symbol.dispose](): void {
    this.#crew?.crew[Symbol.dispose]()
    this.#crew = undefined
  }
}
