// The packages of the scenarios. They are installed outside the repository, in the folder in NODE_TOOLS, so a
// plain import does not find them.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const folder = process.env.NODE_TOOLS
if (!folder) throw new Error('NODE_TOOLS names no folder with the packages of package.json: cargo xtask test')
const require = createRequire(join(folder, 'package.json'))

export const { chromium } = require('playwright-core')

/** The script that defines `axe` in a page. */
export const axeScript = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** Reads and writes PNG with few colours. It is loaded on use, because only screenshots need it. */
export const loadPng = () => require('upng-js')
