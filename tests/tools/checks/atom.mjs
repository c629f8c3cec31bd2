// feedparser reads a feed as feed readers do; the elements that RFC 4287 requires are looked for beside it.
import { python } from "./python.mjs";

const SCRIPT = `
import json, re, sys
import xml.etree.ElementTree as ET
import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$")

def once(found, element, names):
    for name in names:
        if len(element.findall(ATOM + name)) != 1:
            found.append(f"{element.tag} has not one {name}")

def problems(path):
    found = []
    with open(path, "rb") as file:
        text = file.read()
    read = feedparser.parse(text)
    if read.bozo or read.version != "atom10":
        found.append(f"feedparser: {read.version} {read.get('bozo_exception')}")
    try:
        feed = ET.fromstring(text)
    except ET.ParseError as error:
        return [*found, str(error)]
    if feed.tag != ATOM + "feed":
        return [*found, f"the root is {feed.tag}"]
    entries = feed.findall(ATOM + "entry")
    once(found, feed, ["id", "title", "updated"])
    for entry in entries:
        once(found, entry, ["id", "title", "updated", "summary"])
        if not feed.findall(ATOM + "author") and not entry.findall(ATOM + "author"):
            found.append("an entry has no author")
    ids = [element.text for element in feed.iter(ATOM + "id")]
    if len(set(ids)) != len(ids) or not all(re.match(r"[a-z][a-z0-9+.-]*:", one) for one in ids):
        found.append(f"ids: {ids}")
    for name in ["updated", "published"]:
        found += [f"{name}: {one.text}" for one in feed.iter(ATOM + name) if not TIME.match(one.text)]
    for element in [feed, *entries]:
        links = [(link.get("rel", "alternate"), link.get("type")) for link in element.findall(ATOM + "link")]
        if len(set(links)) != len(links) or ("alternate", "text/html") not in links:
            found.append(f"links: {links}")
    for link in feed.iter(ATOM + "link"):
        if not link.get("href", "").startswith("http"):
            found.append(f"link: {link.attrib}")
    if [link.get("rel") for link in feed.findall(ATOM + "link")].count("self") != 1:
        found.append("no link to itself")
    if len(read.entries) != len(entries):
        found.append(f"feedparser finds {len(read.entries)} of {len(entries)} entries")
    return found

print(json.dumps([problems(path) for path in sys.argv[1:]]))
`;

export const check = (paths) => python(SCRIPT, paths);
