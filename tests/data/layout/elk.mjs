// Writes elk.json: the layouts of elkjs 0.12.1 (`npm install elkjs@0.12.1`) for the graphs of gen.mjs,
// measured by metrics.mjs.
import { gen } from './gen.mjs';
import { metrics } from './metrics.mjs';
import ELK from 'elkjs/lib/elk.bundled.js';
import fs from 'fs';

const elk = new ELK();
const layoutOptions = {
  'elk.algorithm': 'layered', 'elk.direction': 'DOWN',
  'elk.spacing.nodeNode': '50', 'elk.layered.spacing.nodeNodeBetweenLayers': '60',
};

async function layOut(g) {
  const children = g.nodes.map((n) => ({ id: n.id, width: n.w, height: n.h }));
  const edges = g.edges.map((e, i) => ({ id: 'e' + i, sources: [e.a], targets: [e.b] }));
  const laid = await elk.layout({ id: 'root', layoutOptions, children, edges });
  const pos = {};
  for (const c of laid.children) pos[c.id] = { x: c.x + c.width / 2, y: c.y + c.height / 2, w: c.width, h: c.height };
  const routes = laid.edges.map((e, i) => {
    const s = e.sections[0];
    const pts = [s.startPoint, ...(s.bendPoints || []), s.endPoint].map((p) => [p.x, p.y]);
    return { a: g.edges[i].a, b: g.edges[i].b, pts };
  });
  return { pos, routes };
}

const sizes = { 10: [1, 2, 3], 50: [1, 2, 3, 4, 5], 200: [1, 2, 3, 4, 5], 1000: [1, 2] };
const rows = [];
for (const [nodes, seeds] of Object.entries(sizes)) {
  for (const seed of seeds) {
    const g = gen(+nodes, seed);
    const { crossings, mean_edge, bends, overlaps, through } = metrics(g, await layOut(g));
    rows.push(JSON.stringify({ nodes: +nodes, seed, edges: g.edges.length, crossings, mean_edge, bends, overlaps, through }));
  }
}
fs.writeFileSync('elk.json', `[\n  ${rows.join(',\n  ')}\n]\n`);
