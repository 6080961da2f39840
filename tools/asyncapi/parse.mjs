// Judge an AsyncAPI document: every finding on a line, exit 1 when one of them is an error or a warning.
import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';

const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], 'utf8'));
const level = ['error', 'warning', 'information', 'hint'];
for (const { severity, path, message } of diagnostics) {
  console.log(`${level[severity]}: ${path.join('.')}: ${message}`);
}
const messages = document?.allMessages().length ?? 0;
console.log(`AsyncAPI ${document?.version()}: ${document?.channels().length} channels, ${messages} messages`);
process.exit(messages > 0 && diagnostics.every(({ severity }) => severity > 1) ? 0 : 1);
