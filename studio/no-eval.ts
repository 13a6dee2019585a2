import { config } from 'zod'

// The lake's content security policy forbids code made from text, with which zod would speed up its shapes; even its
// trying is reported as a violation. Must run before any shape is made, so sanity.config.ts imports it first.
config({ jitless: true })
