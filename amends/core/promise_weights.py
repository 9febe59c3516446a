"""How much words weigh when something is promised; written by `python -m tools.weigh_promises` (decision 0025).

Each entry is a sign and its weight. A sign is a word (in Chinese a character) or two in a row, ``^`` and ``$`` stand
for the edges of a clause, ``<`` and ``>`` before a word for the clause before and after, ``⌛`` for a time ahead,
``⌚`` for one that is over, ``#`` for a figure.
"""

from __future__ import annotations

# Learned from tests/labelled/promises/development, sha256 2db3e8f6a980140a2527a53af9dde8f6
_ZH = """
#d 1.75 | #。 -0.25 | #块 1.48 | - -0.08 | : 0.19 | <# -0.78 | <asks> -3.21 | <base> -2.2 | <first> -1.03
<quoted> -1.99 | <∅ -0.93 | <⌚ -1.48 | <⌛ -0.23 | <。 0.66 | <不 -1.1 | <与 0.87 | <业 -0.64 | <两 0.96
<了 -0.47 | <于 -0.88 | <人 -0.14 | <仓 -0.39 | <他 -0.14 | <以 0.09 | <件 0.35 | <位 -0.12 | <供 -1.81 | <保 -0.95
<信 -0.59 | <修 0.97 | <做 0.33 | <停 -1.4 | <傅 -0.54 | <元 1.18 | <关 -0.26 | <具 1.2 | <写 -2.51 | <出 0.36
<函 -0.19 | <到 -0.29 | <办 -0.35 | <反 -0.95 | <发 -0.35 | <取 -0.08 | <只 0.18 | <可 -0.57 | <合 -0.13
<品 -0.93 | <天 -0.37 | <好 -0.22 | <子 0.33 | <孔 3.14 | <客 -1.13 | <寄 0.51 | <将 -0.24 | <属 0.22 | <工 -0.82
<已 0.72 | <年 -0.38 | <开 -0.57 | <当 -0.63 | <录 -0.45 | <很 -0.71 | <思 -0.43 | <您 -0.48 | <情 -1.13
<意 -0.68 | <成 0.09 | <我 1.16 | <户 -0.32 | <承 0.38 | <把 -0.61 | <投 -0.71 | <按 -0.61 | <据 -0.14 | <排 0.29
<接 -0.43 | <收 -0.07 | <新 1.46 | <方 -0.21 | <日 -0.39 | <时 -0.53 | <是 -1.36 | <月 -0.33 | <有 -0.72
<未 -1.56 | <本 -0.53 | <机 -1 | <李 -1.13 | <条 -0.42 | <来 -1.03 | <板 0.28 | <查 -0.32 | <标 -0.93 | <核 -0.21
<检 -0.05 | <款 -0.18 | <歉 0.18 | <班 -0.28 | <理 -0.92 | <生 -1.25 | <电 0.2 | <着 0.34 | <等 0.06 | <答 0.83
<约 0.07 | <经 -0.32 | <给 1.04 | <网 -0.23 | <自 -0.54 | <至 -0.4 | <节 -0.84 | <补 0.11 | <装 0.55 | <要 -0.59
<见 -0.12 | <规 -0.85 | <让 0.21 | <说 -0.73 | <调 -0.08 | <谈 0.59 | <谢 -0.09 | <货 0.11 | <质 -0.49 | <费 0.54
<起 -0.23 | <跟 0.31 | <路 -0.08 | <车 -0.08 | <转 -0.12 | <递 -0.65 | <部 -0.27 | <重 1.36 | <量 -0.28 | <题 0.8
># -2.55 | >; 1.74 | >∅ 1.72 | >⌚ -2.53 | >⌛ 0.07 | >。 0.36 | >一 -0.97 | >不 -1.18 | >为 -2.37 | >也 -0.52
>了 -2.01 | >于 -0.51 | >人 -0.68 | >他 -0.31 | >们 -0.17 | >件 -0.97 | >你 0.36 | >保 -0.27 | >修 -0.24
>假 -0.05 | >停 -2.18 | >公 -1.18 | >其 -1.65 | >内 -0.23 | >出 0.11 | >分 0.21 | >别 0.76 | >到 0.14 | >十 -1.25
>发 0.59 | >口 -0.4 | >另 0.27 | >可 -0.49 | >台 -0.1 | >合 -1.79 | >告 -0.14 | >回 0.78 | >复 -0.08 | >她 0.73
>好 0.56 | >子 0.6 | >完 1.28 | >客 -1.18 | >家 -0.86 | >寄 1.46 | >将 -0.22 | >已 -1.96 | >并 0.58 | >库 0.79
>应 -2.29 | >急 -0.18 | >您 0.2 | >意 -0.99 | >成 -0.27 | >我 -0.21 | >批 -1 | >换 -0.08 | >接 -0.74 | >收 -0.85
>数 0.63 | >方 -0.55 | >无 -1.45 | >日 -1.37 | >是 -1.57 | >有 -1.36 | >服 -0.26 | >期 -0.22 | >未 -4.05 | >果 0.75
>查 -0.64 | >案 -0.1 | >模 -0.63 | >没 -2.54 | >班 -1.07 | >理 -0.49 | >的 -1.47 | >着 -0.36 | >第 -0.88
>答 -0.72 | >系 -0.64 | >能 -0.21 | >行 -0.6 | >装 0.1 | >要 -0.09 | >见 -0.06 | >计 -0.37 | >认 -0.08 | >记 -1.45
>说 -0.74 | >请 -0.19 | >贵 0.65 | >路 -0.2 | >车 1.51 | >转 -0.12 | >这 -1.6 | >送 1.53 | >部 -0.06 | >问 -1.18
>间 0.66 | >面 1.19 | ^三 1.43 | ^不 0.96 | ^他 -1.37 | ^你 -1.6 | ^供 -0.3 | ^再 0.16 | ^原 -0.34 | ^多 0.71
^安 0.34 | ^客 -2.8 | ^届 1.39 | ^工 -0.26 | ^已 0.61 | ^开 0.66 | ^当 -0.42 | ^您 -1.48 | ^收 -0.74 | ^更 0.26
^样 0.45 | ^第 0.36 | ^答 0.77 | ^经 -0.2 | ^请 -1.42 | ^贵 -0.25 | ^运 -0.21 | ^这 0.22 | ems 1.63 | ⌚ -3.83
⌛ 3.33 | ⌛$ -1.36 | ⌛上 0.57 | ⌛之 2.64 | ⌛会 -0.28 | ⌛前 2.28 | ⌛原 0.14 | ⌛发 1.42 | ⌛在 0.56
⌛寄 0.19 | ⌛就 -0.16 | ⌛已 -1.3 | ⌛开 -0.16 | ⌛我 1.18 | ⌛把 1.38 | ⌛提 0.32 | ⌛派 0.84 | ⌛给 0.11
⌛起 -1.76 | 、 0.41 | 。 -0.97 | 。$ -0.58 | 一 0.7 | 一下 -1.27 | 一个 0.66 | 一份 0.63 | 一起 1.01 | 三 0.32
上 0.38 | 上。 0.06 | 上门 2.86 | 下来 1.83 | 不 -2.46 | 不便 -0.6 | 不收 0.32 | 业 -0.14 | 两 0.19 | 为 -0.84
主任 0.82 | 么 -0.22 | 之 0.29 | 也 -1.05 | 书 1.41 | 了 -1.83 | 了$ -1.56 | 了。 -0.66 | 争 -0.13 | 事 -1.76
二 0.37 | 于 -0.24 | 亲自 2.96 | 人。 -0.22 | 仓 0.2 | 他们 -2.01 | 付 0.08 | 付$ 0.14 | 以 0.85 | 以前 0.11
们 -0.13 | 们会 0.27 | 们自 0.94 | 件⌛ 0.27 | 件。 -1.35 | 休 -2.14 | 会 1.33 | 会在 0.28 | 会有 1.39 | 传 1.92
位 -0.06 | 体 -0.17 | 作 -0.91 | 你 1.54 | 保 -1.53 | 修 0.88 | 做 1.75 | 停 -2.35 | 偿 -0.06 | 元 0.99 | 先 -0.26
免 0.82 | 全 2.07 | 再次 -0.49 | 减 0.41 | 出 1.08 | 出。 0.79 | 出来 0.68 | 出货 2.04 | 分 0.09 | 分析 0.9
刚 -1.18 | 到 0.42 | 到⌛ -1.2 | 到。 0.72 | 到场 -0.44 | 到您 1.98 | 到贵 0.43 | 办 -0.72 | 加 0.17 | 动 -0.64
十 -0.57 | 单号 -0.2 | 单独 0.09 | 厂 -0.21 | 原 1.57 | 去 1.62 | 反 -0.24 | 发 0.51 | 发。 0.53 | 发您 0.66
受 -0.47 | 口 0.06 | 可 -2.48 | 台 -0.15 | 司 0.19 | 合同 -0.3 | 后的 0.16 | 后续 0.09 | 向 1.51 | 告 0.52
响 -0.36 | 售 -1.59 | 商 -1.5 | 器 0.32 | 回 0.52 | 回来 -0.25 | 图 0.88 | 在 -0.63 | 在⌛ 0.18 | 在途 1.09
块 0.45 | 声 0.5 | 处 0.36 | 复 0.41 | 大 -0.57 | 天 -0.27 | 套 1.4 | 好$ -0.46 | 好⌛ 1.43 | 如 -1.12 | 子 0.1
完 0.35 | 完成 0.94 | 定 0.77 | 定$ -0.8 | 定。 -0.57 | 定了 0.61 | 实 -0.81 | 室 0.42 | 宿 0.48 | 寄 1.35
寄到 0.14 | 对 -0.21 | 将 0.92 | 将在 0.92 | 小 -0.93 | 就给 -0.08 | 就行 -0.48 | 尽 -0.43 | 局 -0.36 | 己 -0.78
已 -2.98 | 已应 0.25 | 已答 3.88 | 市 -0.12 | 师 0.54 | 希 -0.81 | 带 0.69 | 常 -0.93 | 年 -2.29 | 并 1.74
度 -0.63 | 建 -0.17 | 开 -0.16 | 开门 -1.71 | 当 -0.16 | 很 -0.19 | 得 -1.03 | 快 -0.12 | 急 -1.94 | 您 0.86
您$ 0.6 | 您⌛ -0.7 | 您。 1.41 | 您一 1.29 | 您在 -0.85 | 您好 -0.55 | 您家 0.77 | 您把 -0.13 | 您换 -0.05
情 -0.62 | 意 -0.79 | 感 -0.45 | 慢 -0.23 | 我 1.8 | 我$ -1.51 | 我会 0.29 | 我去 1.45 | 我让 1.03 | 户 0.09
户$ -0.36 | 户。 1.09 | 房 -0.15 | 手 -0.25 | 才 -0.35 | 批 0.69 | 承 0.62 | 把 0.88 | 护 0.21 | 报告 0.36
担$ 0.56 | 担。 -2.16 | 拉 1.63 | 按 -1.4 | 挑 0.05 | 换 1.74 | 换货 1.12 | 排 0.11 | 提$ 1.19 | 支 0.32
收到 -0.56 | 收的 0.94 | 改 1.16 | 数 1.65 | 数据 0.13 | 整 0.54 | 料的 0.66 | 新 1.97 | 新的 0.28 | 方 -0.1
无 -1.55 | 日 -1.28 | 早 -0.75 | 时 0.14 | 时间 0.1 | 明 0.22 | 是 -2.86 | 显 -0.24 | 晚 0.66 | 更 0.09 | 替 1.83
月 -0.91 | 有 -1.47 | 服务 -1.21 | 未 -2.97 | 材 -0.76 | 来$ 0.41 | 板 0.12 | 柜 -0.55 | 检 0.62 | 模 -0.12
款 1.04 | 款# 0.19 | 歉 -0.38 | 步 0.81 | 求 -0.89 | 没 -2.66 | 法 -1.59 | 洗 0.56 | 测 0.58 | 测一 0.83 | 烦 -2.83
片 0.25 | 版 1.25 | 现场 0.89 | 班$ -1.14 | 理 -0.13 | 理解 -0.3 | 生 -0.15 | 用 -0.06 | 由我 2.1 | 电 0.47
电话 0.43 | 留 -0.74 | 的 0.4 | 的$ -0.9 | 的。 -0.54 | 的事 -0.11 | 的那 0.21 | 监 -0.15 | 盒 2.12 | 目前 -0.64
知 0.8 | 短信 0.31 | 示 -0.43 | 科 0.84 | 称 -1.19 | 程 1.38 | 站 -0.1 | 第 0.09 | 等 0.34 | 等$ 0.73 | 答复 0.2
答应 1.4 | 签 -0.39 | 算我 1.39 | 管 -0.86 | 箱 0.52 | 约 1.47 | 线 0.15 | 经 -0.1 | 结 0.22 | 结果 0.17 | 给 2.28
给他 0.43 | 给您 1.04 | 给我 -4.33 | 群 0.12 | 考 -0.06 | 能 -0.45 | 自 -0.85 | 自己 -0.52 | 良 0.87 | 行 -0.47
行$ -0.15 | 补 2.3 | 补发 -0.6 | 补班 -2.15 | 表 -0.7 | 袋 1.05 | 装 2.47 | 要 -1.38 | 要求 -0.9 | 解 -0.18
计 -0.67 | 认 -0.28 | 议 -0.83 | 记 -1.11 | 讲 -1.06 | 评估 2.62 | 诉 -0.24 | 话。 0.32 | 误 -0.26 | 说 -1.21
说⌛ -2.29 | 说。 0.26 | 说明 0.69 | 请 -2.28 | 诺⌛ 0.23 | 调 0.36 | 谢 -1.5 | 账 0.91 | 贴 1.34 | 贵 1.34
贵司 0.22 | 费 1.46 | 走 1.71 | 起 -0.26 | 跟 1.01 | 跟您 0.09 | 身 -0.37 | 车 0.72 | 转 -0.48 | 过去 0.75
退 0.24 | 退到 0.41 | 退还 0.07 | 送 1.28 | 送到 1.02 | 选 0.66 | 通知 0.76 | 都不 0.7 | 配 0.82 | 里 0.56
重 0.87 | 金 0.42 | 钱 0.82 | 钱。 1.88 | 镜 0.82 | 长 0.34 | 门 0.08 | 队 0.99 | 陪您 0.18 | 需 -0.54 | 面 1.08
面。 -0.42 | 顺 0.31 | 顺便 0.88 | 须 -2.14 | 额 0.87 | 齐全 -0.11 | ） 0.59 | ？ -0.7 | ？$ -0.64
"""
_EN = """
! -0.54 | # 0.4 | #_# -0.29 | #_$ -0.18 | #_b 0.44 | #_is 0.47 | #_june 0.26 | #_mm -0.14 | #_n -0.14
#_october 0.71 | #_of -1.34 | #_september 0.7 | #_will 0.47 | <# -0.51 | <? -1.26 | <action 1.9 | <agreed 2.05
<all 0.13 | <analysis 1.7 | <and -0.23 | <apology 0.23 | <are -0.28 | <as -1.38 | <asks> -2.56 | <at -0.06
<base> -2.5 | <be -1.06 | <between 0.12 | <booked 0.45 | <both 0.07 | <by -0.22 | <call -0.53 | <can -0.4
<card -1.13 | <charge -0.07 | <checked -1.1 | <closed -0.33 | <comes 0.54 | <confirm 0.36 | <corrected 0.29
<cost 1.36 | <courier 0.19 | <credit 0.55 | <cust -0.84 | <customer -1.06 | <dear -0.79 | <desk -1.14 | <dock 1.24
<engineer 1.78 | <every -0.86 | <first> -0.9 | <for 0.4 | <free 0.73 | <glass 0.91 | <good -0.45 | <has -0.21
<he -0.9 | <hear -0.3 | <hello -1.11 | <her 0.88 | <hi -1.99 | <his -0.1 | <hold -0.69 | <i 0.25 | <i'll 3.45
<i've -0.41 | <if -3.76 | <in -0.36 | <is -0.45 | <know -0.23 | <letter -0.17 | <lim 0.79 | <look -0.1 | <may -0.84
<missing 0.54 | <model 0.55 | <mr -0.66 | <mrs -0.31 | <new 1.37 | <no -0.06 | <not -0.7 | <of 0.07 | <offered 1.1
<oh -0.77 | <okay -0.18 | <on -0.21 | <one 0.19 | <open -0.39 | <order -1.24 | <our 1.15 | <ours 0.45 | <own -1.14
<owner 0.1 | <page -0.43 | <painter 2.32 | <pallets 0.42 | <parts -0.24 | <phone 0.08 | <pieces 1.09
<please -1.05 | <plugs 0.74 | <question -0.27 | <quoted> -3.6 | <respected -0.27 | <samples 0.72 | <says -0.54
<second -1.21 | <sent -0.75 | <short 0.19 | <show -0.22 | <since -0.12 | <sorry -0.31 | <sorted 0.27 | <terms -1.5
<test 0.86 | <thank -0.67 | <thanks -1.73 | <that -0.87 | <that's 0.06 | <the -0.2 | <their -0.24 | <them 0.17
<they -0.73 | <thing 1.31 | <think -0.34 | <to 0.33 | <two 0.4 | <up 1.16 | <was -1.91 | <we 1.49 | <we'll 3.44
<we're 0.85 | <were -0.7 | <what -1.24 | <will 0.87 | <with 0.36 | <without 0.07 | <writing 0.39 | <wrong 0.56
<yes -0.89 | <your 0.28 | <∅ -0.56 | <⌚ -3.21 | <⌛ 0.59 | ># -0.58 | >? -1.6 | >a -0.7 | >address 0.33
>again -1.29 | >agreed -0.26 | >am 0.45 | >and 0.83 | >answer -0.33 | >approved -0.22 | >are -1.55 | >asked 0.35
>be -0.93 | >both -1.7 | >box 1.21 | >by 0.39 | >c -0.3 | >call -0.4 | >called -0.99 | >card -0.07 | >charge 1.68
>closed -0.43 | >cost 1.12 | >courier 1.01 | >cust -1.05 | >customer -1.49 | >did -0.74 | >do -0.55 | >dock 0.2
>each 0.38 | >found -1.48 | >free 0.08 | >freight 0.06 | >from -0.13 | >give 0.97 | >good 0.61 | >got -0.65
>guest -0.4 | >have -0.64 | >he -0.3 | >her 0.54 | >here -0.73 | >i -0.58 | >in -0.55 | >invoice 0.96 | >is -1.05
>issue 1.32 | >it -0.13 | >line -1.11 | >manager 0.4 | >must -1.42 | >new -0.15 | >no -0.62 | >nobody -0.36
>nos 0.41 | >not -0.79 | >note 0.59 | >nothing -0.21 | >of -0.15 | >office 0.24 | >ok -0.16 | >one 0.17
>only -1.03 | >or -1.25 | >our -0.58 | >paid 1.01 | >pay 0.28 | >pcs 0.9 | >receipt -0.36 | >ring -1.75
>said -0.65 | >says -0.72 | >see -0.45 | >sent -0.39 | >since -0.09 | >site -0.47 | >that -1.14 | >that's -0.33
>the -0.68 | >their -0.6 | >there -0.16 | >third -0.35 | >this -0.35 | >told -1.24 | >two -1.28 | >under -0.15
>van 0.32 | >voucher 0.39 | >wants -0.44 | >was -2.22 | >we -1.15 | >we'll -1.26 | >went -0.58 | >were -2.71
>what -1.43 | >when -1.26 | >which -0.63 | >will -0.32 | >with 0.86 | >without -0.85 | >won't -1.05 | >yes -0.7
>you 0.39 | >your -0.14 | >∅ 0.31 | >⌚ -0.89 | >⌛ 1.13 | ^_# 0.95 | ^_a 0.19 | ^_and 0.17 | ^_as -0.26
^_at 0.09 | ^_awb 0.28 | ^_both -0.25 | ^_but -0.3 | ^_by 0.06 | ^_committed 0.81 | ^_containment 0.67
^_cust -1.38 | ^_customer -0.6 | ^_dear -0.79 | ^_dr 0.45 | ^_expect 2.09 | ^_first 0.5 | ^_from 0.84 | ^_give 0.89
^_guest -1.13 | ^_he -1.9 | ^_he's -0.52 | ^_hello -0.12 | ^_hi -0.49 | ^_i -0.21 | ^_i'll 1.98 | ^_i've -0.91
^_invoice -0.51 | ^_it -1.17 | ^_it's -0.75 | ^_mrs -0.66 | ^_no 0.1 | ^_offered 0.38 | ^_okay -0.27 | ^_on 0.39
^_owner 1.38 | ^_please -1.06 | ^_promised 1.55 | ^_repl 1.74 | ^_same 1.23 | ^_she -1.41 | ^_so -0.74
^_that's -0.22 | ^_the -0.33 | ^_to 0.08 | ^_told 0.84 | ^_voucher 0.29 | ^_we -0.05 | ^_we'll 2.37 | ^_which -0.34
^_will -0.18 | ^_with 0.18 | ^_you -1.04 | ^_your -0.74 | a 0.24 | a_$ -0.25 | a_letter 0.67 | accept -0.51
account 0.45 | action 0.21 | action_# 1.12 | afraid -1.41 | after_$ 0.51 | agreed 0.18 | agreed_to 0.18
agreed_w 1.26 | aim -0.14 | all 0.95 | all_# 0.85 | all_of 0.06 | along 0.15 | already -1.77 | am 0.23
and_the -0.32 | and_will -0.69 | and_you -0.35 | answered -0.97 | apologise_$ -0.33 | apology 0.8 | april 0.93
are -0.83 | are_going 0.55 | as -0.34 | as_the 0.37 | as_well 0.11 | as_you -1 | ask -1.92 | asked -0.72
assured 0.98 | at -0.05 | at_# 0.58 | at_our 0.22 | at_your 2.7 | at_⌛ -0.79 | attached -0.96 | awb 1.38 | b 0.34
back 0.73 | back_from -0.14 | back_on 0.43 | bank -0.38 | batch -0.56 | be -0.14 | before 0.62 | before_⌛ 0.43
being 1.09 | bill 2.01 | bins -0.18 | blocked -0.88 | board -1.41 | box 1.46 | bring_the 0.48 | but -0.08 | by 0.8
by_mail 1.25 | by_our 0.27 | by_the -0.28 | by_us 2.88 | by_⌛ 0.35 | c -0.43 | calibration 0.49 | call_$ -0.06
call_you 1.43 | called -2.15 | came -0.89 | can -0.64 | can't -2.36 | cannot -2.44 | car 0.37 | carried 1.61
cause 0.13 | ceiling 0.42 | charge 0.09 | charge_$ 0.62 | charged -0.66 | check 0.33 | checked -1.3 | claim -1.22
clear -0.83 | close -1.74 | closed -2.01 | comes 1.39 | coming 1.66 | complaint -1.02 | complete 1.73
confirmed_to 2.27 | contact -0.24 | containment 0.87 | contract -0.13 | contractor -0.09 | control 0.36
control_plan 0.4 | copies_$ 0.06 | corrected 1.46 | cost 2.42 | could -1.73 | courier 1.3 | course -0.37
cover 0.7 | credit 1.59 | credit_note 0.14 | crew 0.88 | customer -1.26 | d 0.36 | d_# 0.76 | data_$ 2.3
day -0.72 | days -1.52 | dear -0.69 | delivered 0.28 | depot -0.09 | desk_$ -0.69 | dhl_express 1.61 | did -1.45
dim_$ 0.92 | directly -0.7 | dispatch 0.73 | do_$ -2.29 | do_it 1.02 | dock 1.56 | dollars 0.81 | don't -1.09
done -0.81 | down 0.06 | dr 0.53 | dry 0.8 | due -1.17 | each 1.7 | electrician 0.65 | end -0.64 | engineer 1.19
entrance 0.31 | eob 1.2 | eob_$ 0.32 | every 0.11 | exchange 1.18 | explained -0.75 | extra 0.51 | family 0.21
february 1.44 | fee 0.99 | final 0.37 | first 0.63 | first_$ -0.51 | first_thing 0.13 | fitting 0.46 | fmea 1.79
follows 2.97 | for_⌛ 1.02 | form -0.17 | found -1.2 | free 1.17 | freight 0.82 | fresh 4.17 | from_me 2.49
from_us 3.26 | from_⌛ -0.35 | full 0.93 | get 1.58 | gets 2.3 | getting 0.56 | getting_a 0.43 | give 0.53
given -1.1 | goes 2.27 | goes_out 0.23 | going 2.92 | gonna 3.04 | good -0.37 | got -1.02 | had -2.57 | happy -0.11
has -0.62 | has_it 0.09 | have -0.08 | he -1.01 | he'll 0.17 | hear -0.76 | hello -0.09 | her 0.95 | her_$ -1.79
her_⌛ 0.05 | here -0.14 | hi -0.39 | him 0.84 | his 0.38 | hope -0.99 | hot 0.11 | hour -0.72 | hours -0.11
i 0.52 | i'd 0.41 | i'll 2.48 | i'm 2.07 | i'm_afraid -0.34 | i'm_sorry -0.68 | i've -0.14 | i_can't -0.11
i_have -0.27 | i_promised 2.07 | i_said 0.47 | i_send 2.08 | i_told 0.31 | i_will 2.58 | if -1.28 | in_full 0.66
in_our -1.66 | in_person 0.45 | in_writing 1.01 | in_your 0.25 | inbox 0.67 | inform_you 0.32 | insurer -0.32
interest 1.04 | invoice 0.31 | is -1.16 | is_in 0.11 | issue 0.6 | it 0.12 | it_$ 0.06 | it_again 0.97 | it_in 0.51
it_to 1.81 | its -0.18 | keep_the -0.85 | kim 1.1 | kim_$ 0.9 | kindly -0.62 | last -1.33 | late_fee 0.69
later_than 1.5 | latest 1.49 | leave 0.64 | leave_our 0.07 | leaves 0.76 | left -2.21 | let 1.45 | let_you 0.21
letter 0.07 | lift 0.84 | line -0.28 | list_$ 1.11 | loan 0.92 | lot 0.31 | machine 0.55 | mail_$ 0.12
mailed_⌛ -0.85 | matter -0.08 | may -0.54 | me -0.1 | me_$ -0.52 | might -0.91 | missing 0.61 | missing_$ -0.5
money -0.4 | must -1.27 | myself 0.84 | myself_$ 1.35 | need -0.19 | need_to -0.74 | neighbour -0.27 | new 2.57
next 0.83 | no -0.64 | no_charge 1.25 | nobody -1.25 | noise -0.34 | nor -1.49 | normally -0.31 | nos 1.09
not -2.51 | nothing -1.9 | o'clock 1.12 | of 0.62 | of_the -0.09 | off_your 0.35 | office -0.42 | ok -0.27
old_one 0.5 | on -0.21 | on_the -0.44 | on_your 0.46 | on_⌚ -0.44 | on_⌛ 0.24 | one_on -1.73 | only -1.35
open -1.83 | or -1.05 | order -0.08 | our 1.15 | our_lab 0.24 | own -0.35 | packed 0.35 | paid 0.83 | painter 0.54
pallet_$ 0.05 | pallets 0.44 | parts -0.18 | pay 1 | pay_for 1.08 | pcs 0.24 | percent -0.06 | phoned -0.07
photos_of -0.25 | pick 0.62 | plant 0.15 | plates_$ 1.14 | please -1.76 | plumber 0.18 | post_$ 0.67
promised 0.31 | promised_$ -0.29 | pt -0.07 | quality -0.36 | question -0.21 | rang -0.08 | reaches 0.07
ready_for 0.06 | receipt -1.54 | receive 0.42 | received -0.79 | reference -0.74 | refund 0.77 | regret -0.06
reimburse 0.22 | release 0.14 | repair 0.23 | replace 2.07 | replace_the 1.06 | replacement 2.26 | replacing 1.03
reply -0.09 | report 0.31 | resident 0.53 | respond -0.58 | result 1.35 | returns -0.08 | revised 0.27
right_$ -0.25 | ring 1.44 | root 0.33 | root_cause 0.2 | run -0.05 | samples 0.62 | says -2 | says_our 0.57
see -0.84 | send_you 1.56 | sending 0.92 | sent -0.73 | set_of 0.77 | sets 1.39 | shafts_$ 0.15 | shall 3.18
shared 1.12 | she -0.39 | she's -0.39 | she_gets 0.15 | ship 2.19 | should -0.66 | show -0.2 | shows -1.48
shut -0.46 | signed_$ 0.88 | since -2.45 | sir -0.14 | slip -0.4 | so_$ 0.92 | sofa 0.85 | sorry -1.36 | sort 0.46
sorted 1.48 | spoke -1.07 | statement 0.26 | station 0.61 | stock_$ 0.51 | supplier -0.92 | surveyor 0.81
swap 0.19 | system -0.78 | take 0.96 | tan_$ 0.25 | tech -0.47 | technician 1.65 | tenant -0.8 | terms -0.24
text 0.55 | than_⌛ 0.91 | thank -1.08 | thank_you -0.93 | thanks -0.88 | that -0.16 | that's -0.7 | that_$ -1.95
that_the 0.59 | that_you -0.9 | the 0.39 | the_# 1.56 | the_corrected 0.69 | the_family 0.17 | the_post 1.25
the_tool 0.09 | the_⌛ -0.5 | their -0.7 | them 0.96 | therefore -1.9 | they -0.53 | think -0.21 | this -0.81
three 0.47 | till -0.13 | to_be 0.46 | to_see 0.28 | to_you 2.22 | to_your 1.97 | told 0.27 | told_you -0.84
truck 0.28 | try -1.4 | twelve 0.65 | twice -0.89 | two 0.79 | under_the -0.14 | undertake 1.74 | undertake_to 0.49
undertook_to 0.43 | until_⌛ -0.31 | up 0.51 | up_$ -0.68 | ups 0.82 | us -0.55 | usd 0.29 | valid -1.68 | van 1.2
w -0.4 | wall 2.89 | wants -1.49 | warehouse 0.13 | warranty_$ 1.57 | was -4.09 | way 0.88 | we 1.52 | we'd 1.7
we'll 3.49 | we're 1.29 | we_aim -1.49 | we_deliver 0.73 | we_don't -0.19 | we_have -1.51 | we_make 1.47
we_take 0.38 | we_will 1.19 | went -2.45 | were -2.45 | what 0.08 | which -0.19 | whole 1.48 | will 2.37
will_be 0.75 | will_return -0.19 | will_write -0.2 | with 0.49 | with_our 0.76 | with_the 0.42 | with_you 0.45
with_⌛ 0.78 | word_that 0.63 | would -1.54 | written 0.66 | written_answer 1.25 | wrong -0.1 | wrote -0.69
yeah_$ 1.65 | year -1.2 | yes -0.48 | you 1.04 | you'll 2.67 | you're 0.06 | you're_getting 0.91 | you_a 0.1
you_back 0.9 | you_by 0.28 | you_can -0.65 | you_down 1.02 | you_on 1.14 | you_the 0.72 | you_⌛ 0.73 | your 0.73
your_account 0.72 | your_next 0.33 | your_plant 0.36 | ⌚ -2.05 | ⌛ 2.3 | ⌛_$ 0.38 | ⌛_at 1.19 | ⌛_itself 0.65
⌛_re 1.54 | ⌛_to 0.15
"""

WORDS: dict[bool, dict[str, float]] = {
    chinese: {
        sign: float(weight) for line in table.split("\n") if line
        for sign, _, weight in [one.rpartition(" ") for one in line.split(" | ")]
    }
    for chinese, table in ((True, _ZH), (False, _EN))
}  # fmt: skip
"""By whether the text is Chinese."""
