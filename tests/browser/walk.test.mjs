// HOABAN_TEST_BIN: the whole path of a contest in a real browser, from the first administrator to a stranger at the exhibition.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { findings, launch, open, sideways } from './browser.mjs';
import { serve } from './server.mjs';
import { png, wav } from './works.mjs';

const contest = '/vi/hoa-ban';
const password = 'bảy con suối về một sông';
const staff = {
  clerk: ['Quàng Thị Phương', 'Người nhận bài'],
  chair: ['Hà Thị Minh Châu', 'Chủ tịch Hội đồng'],
  juror: ['Tòng Văn Hưng', 'Giám khảo'],
  other: ['Lường Thị Xuân', 'Giám khảo'],
  advisor: ['Đinh Văn Lâm', 'Ban cố vấn'],
  critic: ['Cầm Thị Hoa', 'Ban cố vấn'],
};
// least time in which four works can be entered on a busy machine
const ENTERING_MS = 30_000;

// a moment as organisers type it, in the contest's zone
const typed = (at) => {
  const local = new Date(at + 7 * 3_600_000).toISOString();
  return `${local.slice(11, 16)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`;
};

const works = [
  {
    category: 'Tranh vẽ',
    title: 'Mùa ban nở',
    author: ['Lò Thị Mai Hương', '1990'],
    fill: (page, title) => page.getByLabel('Ảnh bức tranh').setInputFiles({ name: 'tranh.png', mimeType: 'image/png', buffer: png(title.length) }),
  },
  {
    category: 'Thơ',
    title: 'Bà đi học chữ',
    author: ['Vì Văn Sơn', '1985'],
    fill: (page) => page.getByLabel('Bài thơ', { exact: true }).fill('  Sáng nay ban trắng triền đồi\nBà mang cặp sách xuống đồi học chung'),
  },
  {
    category: 'Ca khúc',
    title: 'Suối hát',
    author: ['Cà Thị Yến', '2012'],
    guardian: true,
    fill: async (page) => {
      await page.getByLabel('Tệp âm thanh').setInputFiles({ name: 'bai-hat.wav', mimeType: 'audio/wav', buffer: wav() });
      await page.getByLabel('Lời bài hát').fill('Suối ơi chảy về đâu\nMang lời ru của mẹ');
    },
  },
  {
    category: 'Sáng kiến, giải pháp',
    title: 'Thư viện gùi lên bản',
    author: ['Mùa A Páo', '1979'],
    fill: async (page) => {
      await page.getByLabel('Vấn đề').fill('Bản xa không có sách.');
      await page.getByLabel('Giải pháp').fill('Mỗi tuần một gùi sách lên bản, tuần sau đổi gùi khác.');
      await page.getByLabel('Kết quả').fill('Bốn mươi trẻ đọc đều mỗi tuần.');
    },
  },
];

// What the way of one walk shares: a server, a browser, whether scripts run, and a page for each person.
const walk = (scripts) => {
  let server;
  let browser;
  const at = {};
  const receipts = [];

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  // each step stands on those before it
  let stuck;
  const step = (name, act) => test(name, { timeout: 150_000 }, async () => {
    assert.equal(stuck, undefined, 'an earlier step failed');
    stuck = name;
    await act();
    stuck = undefined;
  });
  const visit = async (path) => {
    const page = await open(browser, new URL(path, server.base).href, { scripts });
    page.setDefaultTimeout(10_000);
    return page;
  };
  const to = async (page, path) => {
    const answer = await page.goto(new URL(path, server.base).href);
    assert.ok(answer.status() < 400, `${path}: ${answer.status()}`);
  };
  // whatever leads to another page: that page answers, and no form comes back with complaints
  const follow = async (page, link) => {
    const [answer] = await Promise.all([page.waitForNavigation(), link.click()]);
    const wrong = await page.locator('.errors li, main h1').allInnerTexts();
    assert.ok(answer.status() < 400, `${answer.status()} ${page.url()}: ${wrong.join('; ')}`);
  };
  const press = (page, name) => follow(page, page.getByRole('button', { name, exact: typeof name === 'string' }).first());
  const enter = (page, name) => follow(page, page.getByRole('link', { name, exact: typeof name === 'string' }).first());
  const says = (page, words) => page.getByRole('status').getByText(words).first().waitFor();
  const sound = async (page) => {
    assert.equal(await sideways(page), 0, `${page.url()} scrolls sideways`);
    if (scripts) assert.deepEqual(await findings(page), [], page.url());
  };
  const names = ['Tranh vẽ', 'Thơ', 'Ca khúc', 'Sáng kiến, giải pháp'];
  const tab = (page, name) => enter(page, name);

  step('the program starts in an empty folder', async () => {
    server = await serve(['serve'], /setup\?token=\S+/);
    browser = await launch();
  });

  step('the first administrator sets the program up and creates a contest', async () => {
    const page = await visit(/http:\S+(\/vi\/setup\?token=\S+)/.exec(server.said)[1]);
    at.organiser = page;
    await page.getByLabel('Họ và tên').fill('Nguyễn Thị Thanh');
    await page.getByLabel('Thư điện tử').fill('thanh@sonla.example');
    await page.getByLabel('Mật khẩu mới').fill(password);
    await sound(page);
    await press(page, 'Tạo tài khoản');
    await to(page, '/vi/account');
    await enter(page, 'Tạo cuộc thi');
    await page.getByRole('radio').first().check();
    await page.getByLabel('Tên cuộc thi (tiếng Việt)').fill('Sắc ban');
    await page.getByLabel('Tên cuộc thi (tiếng Anh)').fill('Colours of ban');
    await page.getByLabel('Địa chỉ').fill('hoa-ban');
    await sound(page);
    await press(page, 'Tạo cuộc thi');
    await to(page, `${contest}/organise`);
    await sound(page);
  });

  step('everybody is invited and sets a password', async () => {
    const page = at.organiser;
    await to(page, `${contest}/organise`);
    await enter(page, /^Người làm việc/);
    for (const [who, [name, role]] of Object.entries(staff)) {
      await page.getByLabel('Họ và tên').fill(name);
      await page.getByLabel('Thư điện tử').fill(`${who}@sonla.example`);
      await page.getByLabel('Vai trò').selectOption({ label: role });
      await press(page, 'Tạo đường dẫn mời');
      const link = await page.getByLabel('Đường dẫn mời', { exact: true }).inputValue();
      const guest = await visit(new URL(link).pathname);
      await guest.getByLabel('Mật khẩu mới').fill(password);
      await guest.getByLabel('Gõ lại mật khẩu').fill(password);
      if (who === 'clerk') await sound(guest);
      await press(guest, 'Đặt mật khẩu và vào');
      assert.equal(new URL(guest.url()).pathname, '/vi/account');
      at[who] = guest;
    }
    await sound(page);
    await to(page, `${contest}/organise/prizes`);
    await sound(page);
  });

  step('somebody signs out and in again', async () => {
    await press(at.clerk, 'Đăng xuất khỏi mọi thiết bị');
    await at.clerk.getByLabel('Thư điện tử').fill('clerk@sonla.example');
    await at.clerk.getByLabel('Mật khẩu').fill(password);
    await press(at.clerk, 'Đăng nhập');
    assert.equal(new URL(at.clerk.url()).pathname, '/vi/account');
  });

  let deadline;
  step('the organiser sets a near deadline and opens', async () => {
    const page = at.organiser;
    deadline = Math.ceil((Date.now() + ENTERING_MS) / 60_000) * 60_000;
    await to(page, `${contest}/organise/calendar`);
    await page.getByLabel('Bắt đầu nhận bài').fill(typed(Date.now() - 60_000));
    await page.getByLabel('Hạn gửi bài').fill(typed(deadline));
    await page.getByLabel('Gia hạn cho bài làm dở (phút)').fill('0');
    await page.getByLabel('Hạn chấm').fill(typed(deadline + 86_400_000));
    await page.getByLabel('Công bố kết quả').fill(typed(deadline + 2 * 86_400_000));
    await press(page, 'Lưu');
    await press(page, 'Mở nhận bài');
    await says(page, 'Cuộc thi đã sang bước tiếp theo.');
  });

  for (const { category, title, author, guardian, fill } of works) {
    step(`a stranger enters: ${category}`, async () => {
      const page = await visit(contest);
      await follow(page, page.getByRole('main').getByRole('link', { name: 'Gửi bài', exact: true }).first());
      await enter(page, new RegExp(`^${category}`));
      await page.getByLabel('Tên tác phẩm').fill(title);
      await fill(page, title);
      await press(page, 'Tiếp tục');
      await page.getByLabel('Họ và tên', { exact: true }).fill(author[0]);
      await page.getByLabel('Năm sinh').fill(author[1]);
      await page.getByLabel('Số điện thoại', { exact: true }).fill('0912 345 678');
      if (guardian) {
        await page.getByLabel('Họ và tên người giám hộ').fill('Cà Văn Inh');
        await page.getByLabel('Quan hệ với tác giả').selectOption({ label: 'Bố' });
        await page.getByLabel('Số điện thoại người giám hộ').fill('0912 345 679');
      }
      await press(page, 'Tiếp tục');
      await page.getByRole('checkbox', { name: /đồng ý dự thi theo thể lệ/ }).check();
      await page.getByRole('radio', { name: 'Có, nêu tên' }).check();
      for (const purpose of ['display', 'exhibition']) await page.locator(`input[name=${purpose}]`).check();
      await page.getByRole('radio', { name: 'Không dùng' }).check();
      // a child's guardian sits beside the child
      if (await page.locator('input[name=guardian]').count()) await page.locator('input[name=guardian][value=here]').check();
      await press(page, 'Gửi bài');
      await page.getByRole('heading', { name: 'Đã nhận bài dự thi' }).waitFor();
      assert.match(await page.locator('.code').innerText(), /^[A-Z]-\d{4}-[A-Z0-9]$/);
      receipts.push({ title, page });
    });
  }

  step('the clerk rules every work eligible, and its receipt says so', async () => {
    const page = at.clerk;
    await to(page, `${contest}/desk`);
    await sound(page);
    for (const { title } of works) {
      await to(page, `${contest}/desk`);
      await follow(page, page.getByRole('row', { name: title }).getByRole('link').first());
      await page.getByRole('radio', { name: 'Hợp lệ', exact: true }).check();
      await sound(page);
      await press(page, 'Lưu quyết định');
    }
    for (const { page: receipt } of receipts) {
      await receipt.reload();
      await receipt.getByRole('listitem').filter({ hasText: 'Hợp lệ' }).first().waitFor();
    }
  });

  step('after the deadline the organiser closes and judging begins', async () => {
    const page = at.organiser;
    await new Promise((done) => { setTimeout(done, deadline + 500 - Date.now()); });
    const late = await visit(`${contest}/enter`);
    await late.getByRole('heading', { name: 'Đã hết hạn gửi bài' }).waitFor();
    await late.context().close();
    await to(page, `${contest}/organise`);
    await press(page, /^Ngừng nhận bài/);
    await sound(page);
    await press(page, 'Bắt đầu chấm');
    await says(page, 'Cuộc thi đã sang bước tiếp theo.');
  });

  // by keys where scripts run, by the plain form where they do not
  const mark = async (page, value) => {
    const pads = page.locator('[data-criterion]');
    const count = await pads.count();
    assert.ok(count > 0, `${page.url()} has nothing to mark`);
    if (!scripts) {
      for (let n = 0; n < count; n += 1) await pads.nth(n).getByRole('radio', { name: String(value), exact: true }).check();
      return;
    }
    for (let n = 0; n < count; n += 1) await page.keyboard.press(String(value));
    await page.waitForFunction(() => localStorage.getItem('marks-waiting') === '{}');
    await says(page, /Đã lưu/);
  };

  for (const [who, value] of [['chair', 9], ['juror', 8], ['other', 7]]) {
    step(`${staff[who][0]} scores and locks`, async () => {
      const page = at[who];
      await to(page, `${contest}/jury`);
      await enter(page, 'Khai quan hệ');
      await sound(page);
      await press(page, 'Tôi không quen ai dự thi');
      await says(page, 'Đã ghi nhận lời khai.');
      await sound(page);
      for (const name of names) {
        const part = page.getByRole('region', { name, exact: true });
        await follow(page, part.getByRole('link', { name: 'Chấm tiếp' }));
        if (who === 'juror') await sound(page);
        for (const { author } of works) assert.equal(await page.getByText(author[0]).count(), 0, 'judged blind');
        await mark(page, value);
        await press(page, 'Lưu và sang bài sau');
        await to(page, `${contest}/jury`);
        await follow(page, page.getByRole('region', { name, exact: true }).getByRole('button', { name: 'Chốt phiếu' }));
        await says(page, 'Đã chốt phiếu.');
      }
      await sound(page);
    });
  }

  step('the organiser ends judging', async () => {
    await to(at.organiser, `${contest}/organise/progress`);
    await sound(at.organiser);
    await to(at.organiser, `${contest}/organise`);
    await press(at.organiser, 'Kết thúc chấm');
    await says(at.organiser, 'Cuộc thi đã sang bước tiếp theo.');
  });

  step('the chair proposes by formula', async () => {
    const page = at.chair;
    await to(page, `${contest}/standings`);
    for (const name of names) {
      await tab(page, name);
      await press(page, 'Đề xuất theo công thức');
    }
    await tab(page, 'Thơ');
    await sound(page);
  });

  // what was kept beforehand is looked at when the network fails in the middle of the meeting
  const looksWithoutNetwork = async (page) => {
    await enter(page, 'Xem khi mất mạng');
    await sound(page);
    await page.locator('[data-pack-fetch]').click();
    await page.locator('[data-pack-state]', { hasText: 'Trên máy này đã có' }).waitFor({ timeout: 60_000 });
    await to(page, `${contest}/meeting/tho`);
    await page.context().setOffline(true);
    await page.locator('[data-lost]').waitFor({ timeout: 15_000 });
    await follow(page, page.locator('[data-lost]').getByRole('link', { name: 'Xem khi mất mạng' }));
    await follow(page, page.getByRole('link', { name: 'Mở Bà đi học chữ' }));
    await page.getByRole('heading', { level: 1, name: 'Bà đi học chữ' }).waitFor();
    await page.context().setOffline(false);
    await to(page, `${contest}/meeting/tho`);
    // the screen asked for what is new while there was no network
    const other = page.complaints.filter((words) => !/ERR_(INTERNET_DISCONNECTED|FAILED)/.test(words));
    page.complaints.splice(0, Infinity, ...other);
  };

  step('the panel meets: one work on every screen, a quorum, a decision with its reason', async () => {
    const page = at.chair;
    await enter(page, 'Họp hội đồng');
    await sound(page);
    await page.getByLabel('Địa điểm').fill('Phòng họp tầng 2');
    await press(page, 'Mở họp');
    await page.getByText('Chưa đủ 2 người để quyết định').waitFor();
    await to(at.juror, `${contest}/meeting/tho`);
    await at.juror.getByText('Chưa có bài trên bàn').waitFor();
    await press(page, `Vắng ${staff.juror[0]}`);
    await page.getByText('Đủ số người quyết định (2)').waitFor();
    await press(page, /Bà đi học chữ/);
    await sound(page);
    // with scripts the other screens follow by themselves
    if (!scripts) await at.juror.reload();
    await at.juror.getByRole('heading', { level: 1, name: 'Bà đi học chữ' }).waitFor();
    await sound(at.juror);
    assert.equal(await at.juror.getByRole('button', { name: 'Ghi quyết định' }).count(), 0, 'the chair alone decides');
    if (scripts) await looksWithoutNetwork(at.juror);
    await page.getByLabel('Hạng giải').selectOption({ label: 'Giải B' });
    await page.getByLabel('Lý do').fill('Ý hay, lời còn cần gọt.');
    await press(page, 'Ghi quyết định');
    await page.getByText('Ý hay, lời còn cần gọt.').first().waitFor();
    await press(page, 'Kết thúc họp');
    await to(page, `${contest}/standings/tho`);
    await page.getByRole('row', { name: /Bà đi học chữ.*Giải B/s }).waitFor();
    await press(page, 'Chuyển Ban cố vấn');
  });

  step('advisors concur and ask a second reading; the chair answers', async () => {
    await to(at.advisor, `${contest}/advise`);
    await tab(at.advisor, 'Tranh vẽ');
    await at.advisor.getByRole('radio', { name: 'Đồng thuận' }).check();
    await sound(at.advisor);
    await press(at.advisor, 'Gửi ý kiến');
    await to(at.critic, `${contest}/advise`);
    await tab(at.critic, 'Thơ');
    await at.critic.getByRole('radio', { name: /^Đề nghị xem lại/ }).check();
    await at.critic.getByLabel('Lý do').fill('Xin hội đồng nói rõ vì sao không trao giải A.');
    await press(at.critic, 'Gửi ý kiến');
    await to(at.chair, `${contest}/decide`);
    await at.chair.getByText('1 đề nghị xem lại của Ban cố vấn chưa được trả lời.').waitFor();
    await to(at.chair, `${contest}/advise`);
    await tab(at.chair, 'Thơ');
    await at.chair.getByLabel('Trả lời của Hội đồng').fill('Hội đồng đã đọc lại và giữ giải B.');
    await press(at.chair, 'Gửi');
    await at.chair.getByText('Hội đồng đã đọc lại và giữ giải B.').waitFor();
    await sound(at.chair);
  });

  step('the chair writes the minutes; chair and organiser sign with their passwords', async () => {
    const page = at.chair;
    await to(page, `${contest}/decide`);
    await sound(page);
    await page.getByText(/Có mặt 2\/3 thành viên \(cần 2\)/).waitFor();
    await page.getByText(/được đề nghị Giải B; theo công thức là Giải A/).waitFor();
    await page.getByRole('textbox', { name: 'Biên bản' }).fill('Họp lúc 8 giờ tại UBND thành phố; đủ ba giám khảo; không ai rút lui; nhất trí.');
    await page.getByLabel('Số quyết định').fill('1268/QĐ-UBND');
    await press(page, 'Lưu biên bản');
    await page.getByLabel('Mật khẩu').fill(password);
    await press(page, 'Ký quyết định');
    await says(page, 'Đã ký.');
    await to(at.organiser, `${contest}/decide`);
    await at.organiser.getByLabel('Mật khẩu').fill(password);
    await press(at.organiser, 'Ký quyết định');
    await says(at.organiser, 'Đã ký.');
    await sound(at.organiser);
  });

  step('nothing is public before the organiser announces, everything is after', async () => {
    const stranger = await visit(contest);
    assert.equal(await stranger.getByText(works[0].title).count(), 0);
    await press(at.organiser, 'Công bố ngay');
    await to(stranger, `${contest}/winners`);
    for (const { title, author } of works) {
      await stranger.getByRole('link', { name: title }).first().waitFor();
      await stranger.getByText(author[0]).first().waitFor();
    }
    await stranger.getByText('1268/QĐ-UBND').first().waitFor();
    await sound(stranger);
    await to(stranger, `${contest}/gallery`);
    await sound(stranger);
    await enter(stranger, works[0].title);
    await stranger.getByRole('heading', { name: works[0].title, level: 1 }).waitFor();
    await sound(stranger);
    const { page } = receipts[0];
    await page.reload();
    await page.getByRole('heading', { name: 'Bài dự thi đoạt giải' }).waitFor();
  });

  step('the log is whole and no page complained', async () => {
    await to(at.organiser, `${contest}/log`);
    await at.organiser.getByText('Chuỗi nhật ký nguyên vẹn').waitFor();
    for (const [who, page] of Object.entries(at)) assert.deepEqual(page.complaints, [], who);
  });
};

// side by side, because both wait for a deadline
describe('a contest from its first administrator to its exhibition', { concurrency: 2 }, () => {
  for (const scripts of [true, false]) describe(scripts ? 'with scripts' : 'without scripts', { concurrency: 1 }, () => walk(scripts));
});
