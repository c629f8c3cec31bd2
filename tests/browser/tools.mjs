// The packages that the scenarios use. They are installed outside the repository, in the folder that NODE_TOOLS names,
// so they are asked for by that folder and not by a plain import.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const folder = process.env.NODE_TOOLS
if (!folder) throw new Error('NODE_TOOLS names no folder with the packages of package.json: cargo xtask test')
const require = createRequire(join(folder, 'package.json'))

export const { chromium } = require('playwright-core')

/** The script that makes `axe` in a page. */
export const axeScript = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** Reads and writes PNG, in few colours where asked; loaded when it is used, which is for screenshots only. */
export const loadPng = () => require('upng-js')
