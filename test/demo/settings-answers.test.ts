// Settings of the built demo that change answers: their form, who gives them and which files they save; and the models on the
// device.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { Visitor } from './visitor.ts';

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.arrive();
});

afterAll(() => visitor.leave());

async function openSettings(): Promise<void> {
  await visitor.button('Settings').click();
  await visitor.dialog().getByText('m1-nano', { exact: true }).waitFor();
}

it('an answer has the form of a schema, which is enforced while it is generated', async () => {
  await visitor.page.locator('#new-chat:enabled').waitFor();
  await openSettings();
  await visitor.field('System message').fill('Answer briefly.');
  await visitor.field('Format').selectOption('JSON that follows a schema');
  const schema = visitor.field('JSON schema');
  await schema.fill('{ "type": "object"');
  await expect.poll(() => schema.getAttribute('aria-invalid')).toBe('true');
  await schema.fill('{ "type": "object", "minProperties": 7, "properties": {} }');
  await visitor.dialog().locator('.verdict').getByText('minProperties').waitFor();
  expect(await schema.getAttribute('aria-invalid')).toBe('true');
  const properties = { sum: { type: 'integer' } };
  await schema.fill(
    JSON.stringify({ type: 'object', properties, required: ['sum'], additionalProperties: false }),
  );
  await visitor.dialog().getByText('Answers can follow this schema.').waitFor();
  await visitor.button('Close').click();
  await visitor.ask('What is 48 + 75?');
  expect(JSON.parse(await visitor.answered())).toEqual({ sum: expect.any(Number) });
  await openSettings();
  await visitor.field('Format').selectOption('Any text');
});

it('a server answers in the same conversation, and its file is saved only with consent', async () => {
  const { page } = visitor;
  const bodies: { messages: { role: string; content: string }[] }[] = [];
  const call = { id: 'c1', type: 'function', function: { name: 'save_file', arguments: '' } };
  call.function.arguments = JSON.stringify({ name: 'note.txt', text: 'Hello' });
  await page.route('https://server.test/v1/chat/completions', async (route) => {
    bodies.push(route.request().postDataJSON());
    const isFirst = bodies.length === 1;
    const delta = isFirst ? { tool_calls: [{ index: 0, ...call }] } : { content: 'Very well.' };
    const chunk = { choices: [{ index: 0, delta, finish_reason: isFirst ? 'tool_calls' : 'stop' }] };
    await route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/event-stream' },
      body: `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`,
    });
  });
  await visitor.dialog().getByLabel('Saving files, which asks you first').check();
  await visitor.field('Who answers').selectOption('The server');
  await visitor.field('Address').fill('https://server.test/v1');
  await visitor.field('Name of its model').fill('some-model');
  await visitor.button('Close').click();
  await page.getByLabel('Message', { exact: true }).fill('Save a note.');
  await page.keyboard.press('Enter');
  await visitor.dialog().getByText('note.txt').waitFor();
  expect(await visitor.violations()).toEqual([]);
  await visitor.button('Do not save').click();
  await visitor.answers().last().getByText('Very well.').waitFor();
  expect(bodies[1]!.messages.at(-1)).toMatchObject({
    role: 'tool',
    content: 'Error: The user has declined.',
  });
  expect(bodies[0]!.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
  await page.locator('#stop').waitFor({ state: 'hidden' });

  // A server that fails in the middle of an answer goes on with it.
  let part = 'One, two, ';
  await page.route('https://server.test/v1/chat/completions', async (route) => {
    bodies.push(route.request().postDataJSON());
    const isWhole = bodies.length > 3;
    const chunk = {
      choices: [{ index: 0, delta: { content: part }, finish_reason: isWhole ? 'stop' : null }],
    };
    await route.fulfill({
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/event-stream' },
      body: `data: ${JSON.stringify(chunk)}\n\n${isWhole ? 'data: [DONE]\n\n' : ''}`,
    });
  });
  await page.getByLabel('Message', { exact: true }).fill('Count.');
  await page.keyboard.press('Enter');
  await page.locator('#log').getByRole('alert').waitFor();
  part = 'three.';
  await visitor.button('Go on').click();
  const last = visitor.answers().last();
  await last.getByText('One, two, three.').waitFor();
  await page.locator('#stop').waitFor({ state: 'hidden' });
  expect(bodies[3]!.messages.at(-1)).toMatchObject({ role: 'assistant', content: 'One, two, ' });
  expect(await page.locator('#log').getByRole('alert').count()).toBe(0);
  await openSettings();
  await visitor.field('Who answers').selectOption('This device');
  await visitor.button('Close').click();
});

it('a question that is being written is kept through a reload, until it is asked', async () => {
  const { page } = visitor;
  const message = page.getByLabel('Message', { exact: true });
  await message.fill('What is 3 + 4?');
  await page.reload();
  expect(await message.inputValue()).toBe('What is 3 + 4?');
  await page.locator('#send:enabled').click();
  await visitor.answered();
  await page.reload();
  await visitor.answers().last().waitFor();
  expect(await message.inputValue()).toBe('');
});

it('the models on the device are verified and deleted', async () => {
  await openSettings();
  await visitor.button('Verify').click();
  await visitor
    .dialog()
    .getByText(/^\d+ files are sound, 0 were damaged/)
    .waitFor();
  await visitor.dialog().getByRole('button', { name: 'Delete' }).click();
  await visitor
    .dialog()
    .getByText(/^Deleted [\d.]+ MB/)
    .waitFor();
  expect(await visitor.page.locator('#works-offline').textContent()).toBe('Nothing stored yet');
  // The focus stays in the dialog.
  await expect.poll(() => visitor.dialog().locator('button:focus').count()).toBe(1);
  await visitor.button('Close').click();
});
