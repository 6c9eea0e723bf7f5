"""What people write when it is no report: questions, small talk, ratings, insults, advertising."""

from collections.abc import Mapping
from typing import Final, Literal

Light = Literal[
    "status",
    "privacy",
    "question",
    "filing",
    "vent",
    "sarcasm",
    "greeting",
    "nod",
    "rating",
    "abuse",
    "spam",
    "offtopic",
    "intrusion",
]

LIGHT: Final[Mapping[Light, Mapping[int, str]]] = {
    "status": {
        8: "toi|minh|em bao|gui|phan_anh ~ sao_roi|the_nao_roi|den_dau|toi_dau; sao roi ad|em|ban|a",
        5: """
phan anh|kien_nghi|bao_cao cua toi|em|minh|chung_toi|tui|bac|chau ~ den_dau|xu_ly|giai_quyet|the_nao|ra_sao
phan vu_viec|y_kien|gop_y|vu cua toi|em|minh|chung_toi|tui|bac|chau ~ den_dau|xu_ly|giai_quyet|the_nao|ra_sao
phan anh|kien_nghi|bao_cao cua toi|em|minh|chung_toi|tui|bac|chau ~ chua|sao_roi|toi_dau|ket_qua|xong|sao
phan vu_viec|y_kien|gop_y|vu cua toi|em|minh|chung_toi|tui|bac|chau ~ chua|sao_roi|toi_dau|ket_qua|xong|sao
xem|tra_cuu|kiem_tra|theo_doi|tinh_trang|liet_ke|hien ~ phan_anh|vu_viec|kien_nghi ~ cua|da|toi
!mã ~ den_dau|xu_ly|giai_quyet|toi_dau|the_nao|sao_roi|chua|ra_sao
ma so|phan_anh|vu_viec|ho_so|# ~ den_dau|xu_ly|giai_quyet|toi_dau|the_nao|sao_roi|chua|ra_sao; tra cuu
tinh trang xu ly|phan_anh|vu_viec; gui|da_gui|bao phan anh ~ sao_roi|the_nao|den_dau|chua|ra_sao|sao
phan anh ~ hom|lan|tuan|thang truoc|no|bua ~ sao|chua|den_dau|the_nao; phan anh ~ gio sao|the_nao|ra_sao|den_dau
status of ~ report|case|my; case status; track|check|follow ~ report|case|status
my|the report|case|reports ~ status|progress|going|handled|update|done|answered|processed|handled_yet
my reports|cases; any|an update ~ report|case; what about my report|case; ma # ~ co ai|xem|chua; phan anh ~ ma #
co ai xem ~ chua|phan_anh; has|have anyone|someone|you looked|read|seen|handled|checked
problem|report|issue|thing ~ i reported ~ last|yesterday|week|month|ago|any
i reported ~ last|week|month|ago|status|happened|progress
""",
        4: """
den dau roi; toi dau roi; xu ly den dau; giai quyet den dau; giai quyet toi dau; phan anh hom|lan truoc
da gui phan anh ~ chua|the_nao|sao; what happened ~ report|case; update on my; sao roi; ai dang xu ly; ai dang giu
""",
        3: "tinh trang; tien do ho so; da xu ly chua; co ket qua chua; da giai quyet chua; gio the nao roi",
    },
    "privacy": {
        5: """
xoa|gỡ|hủy ~ thong_tin|du_lieu|so_dien_thoai|tên|tai_khoan|lich_su|tin_nhan|het ~ cua toi|em|minh|di
xoa ~ du_lieu|thong_tin|so_dien_thoai|lich_su|tin_nhan; xoá|xóa giup|di|het; rut|thu_hoi lai|bo ~ dong_y
rut|thu_hoi ~ su_dong_y|dong_y
khong muon|dong_y|cho_phep ~ luu|giu|chia_se|su_dung|thu_thap ~ thong_tin|so|du_lieu|tên
luu ~ thong tin|du_lieu ~ gi cua
thong tin|du_lieu|so_dien_thoai cua toi|em|minh ~ luu|giu|ai_xem|bao_mat|dung_lam_gi|lam_gi|de_lam|an_toan
ai ~ xem|thay|biet duoc ~ thong_tin|so_dien_thoai|ten_toi|ten_cua
giu|luu so_dien_thoai|thong_tin|du_lieu|so ~ lam gi; co lo ten|thong_tin ~ khong; co bi lo ~ khong
bao mat thong tin ~ khong|the_nao|ra_sao
delete|remove|erase|forget ~ my|all ~ data|information|account|number|name|phone|history|messages|details
withdraw ~ consent; what data|information ~ keep|store|have|hold; who can see my; privacy policy; my personal data
do you keep|store|share my; ai ~ doc|xem|thay duoc ~ tin_nhan|thong_tin|cua_toi|phan_anh; ai doc duoc
ghi lai ten|thong_tin|so ~ khong; co ghi ten|luu ~ ten|so|thong_tin ~ khong; co luu ~ khong
dont|do_not|not want ~ store|keep|save|share ~ my; stop storing|keeping
he thong ~ biet|luu|ghi ~ ten|toi_la_ai ~ khong; huy ~ dong_y ~ luu|du_lieu|thong_tin; huy dong y
""",
        3: "bao ve du lieu ca nhan; quyen rieng tu; du lieu ca nhan; privacy; gdpr",
    },
    "question": {
        4: """
cho|xin|muon|can ~ hoi; hoi ti|chut|xiu|ty; can ~ giay_to|thu_tuc|gi|loai_gi|nhung ~ gi|nao
can gi|nhung_gi|chuan_bi|mang_gi; mang ~ gi|nhung_gi; giay to gi; thu tuc ~ gi|the_nao|ra_sao|nhu_nao|sao
ho so ~ gom|can ~ gi|nhung; o dau ~ a|vay|nhi|the|nhanh|gan; nop|lam|xin|dang_ky|den|lay|mua|doi|chung_thuc ~ o dau
o dau; bao lau ~ co|xong|duoc|lay|thi|nhan|ra; may ngay ~ co|xong|duoc|lay; bao nhieu tien
le phi|gia ~ bao_nhieu|the_nao|may; mat ~ bao_nhieu|bao_lau; may gio; gio lam viec
thu bay|# ~ lam_viec|nghi|mo_cua ~ khong|k; lam viec ~ thu_bay|thu_7|cuoi_tuan|den_may ~ khong|k|gio
lịch lam_viec|tiep_dan; lich tiep dan; lam sao|the_nao|nhu_the_nao|cach_nao de; lam the nao; nhu the nao a
cach lam|dang_ky|nop|xin|khai|tra_cuu; so dien thoai ~ gi|bao_nhieu|nao|la; dia chi ~ dau|nao|gi
co ~ duoc khong|khong_a|k_a|khong_vay|ko; co phai|can|bat_buoc ~ không|khong_a|ko_a; duoc khong a|ad|vay|nhi
huong dan ~ em|toi|minh|giup ~ cach|lam|thu_tuc|khai; ai ~ ky|phu_trach|giai_quyet ~ vay|a
khi nao ~ a|duoc|co|thi|xong; how much|many|long|do|can|to|long_does
what documents|papers|do_i_need|is_the|are_the|time|forms|are_your; where can|do|is|should; when does|do|is|can|will
which office|counter|form|documents; can i|you_tell|you_help|foreigners; do i|we need; is it possible
could you tell; 哪里; 怎么; 需要 什么; 多少钱; 어디; 어떻게; 얼마; 나요; 吗; gặp ai; gap ai ~ a|vay|the
xin so_dien_thoai|dia_chi|sdt|so_đt; cho ~ xin ~ sdt|so_dien_thoai|dia_chi|mau_don|link|lich; da phai ~ chua
co phai ~ chua; da lam duoc chua; chua a|ad|nhi; duoc chua a
is|are the office|you|it|counter|commune ~ open|closed|working; open during|on|at; opening hours; how old
""",
        2: """
?; gi a; gi vay; khong a; vay a; the nao; bao nhieu; bao lau; nhu the nao; o đâu; tu van; nho ad; ad oi; question
please tell me; i would like to know; want to know; giup em voi; la gi
""",
    },
    "filing": {
        4: """
muon|can|xin|toi|gui|em|minh phan anh|báo_cáo|kien_nghi; phan anh ~ viec|ve|tinh_trang; bao cao su viec
gui phan anh; kien nghi ~ viec|ve; want|like|need to report|complain; report ~ problem|issue|something; i ~ complain
complain about; make a report; bao cho|voi co_quan|uy_ban; 反映; 신고
""",
        2: "phan anh; khong hai long; that vong; buc xuc; qua te; te hai; disappointed; unacceptable; problem",
    },
    "vent": {
        3: """
chán lam|qua|roi|that; chan lam|qua|that; keu ai; bo tay; bực qua|mình|thật; buc qua|minh; het noi; hết chỗ nói
chiu thoi|rồi|chet|không_nổi; thi chịu; thì chịu; khong the chiu; that vong; lam an ~ the; tệ quá|hại|lắm; te qua
buc xuc; ghet; mệt mỏi qua; met qua; chẳng ra sao|gì; chang ra sao; so disappointed; this sucks; fed up; terrible
awful; so annoying; ridiculous; oi troi oi; ôi trời; oi dao; khong biet noi sao|gi; ko biet noi sao
haizz|haiz|hazz|haiza; huhu; troi oi|dat; thua luon; nan qua|that|lam; nản; can loi
""",
    },
    "sarcasm": {
        3: """
tuyet voi ~ nop|cho|chua|khong|#|ngam; quá tuyệt; the nay|kia thi|là ~ nhat|tot|hay|dang|xung; nhat roi
nhất the gioi|quả_đất; dinh cao ~ cua; gioi that|ghe; hay that|nhi|ghe
cam on ~ vi da|vi_da_de|vi ~ cho|hanh|mat|bat|khong|lam_kho|de_toi; phuc vu ~ the_nay|kieu_nay|the_do
nhanh ~ nhu rua; dung la ~ vi_dan|nhan_dan|day_to|nhiet_tinh; vi dan ~ the_a|nhi|ghe|qua|phuc_vu
day to ~ cua_dan|nhan_dan; đầy tớ; hoan ho; xung dang ~ khen|thuong|bang_khen|huan_chuong|giai; bang khen
thanks for nothing; thank you for ~ wasting|making|nothing|losing|ignoring
great job ~ losing|not|ignoring|wasting|making; wow; bravo; what a great|wonderful|fantastic
how wonderful|nice|kind_of_them; tan tam qua co; qua cơ; quá cơ; the co day; gioi qua|lam ma; cảm động quá
chúc mừng ~ ho_so|thang|giay; xin chuc mung; tuyet voi ong mat troi; nhiet tinh ghe|gom|qua_co; tot the; tốt gớm|thế
""",
    },
    "greeting": {
        4: """
xin chao; chao|hi|alo|hello ~ ban|bot|ad|em|anh|chi|ca_nha|moi_nguoi|buoi|admin|shop; co ai ~ khong|o_do|day
ban|em|ad la ai; la ai vay|the; la nguoi|may hay|hay_la ~ may|nguoi; la robot|bot|ai_tri_tue
cam on|cám_ơn ~ ban|em|ad|bot|nhe|nha|nhieu|a; tam biet; bai bai; hen gap lai
chuc ~ ngu_ngon|ngay|suc_khoe|nam_moi|tot_lanh|vui_ve; hello; hi; hey; good morning|afternoon|evening; who are you
are you ~ human|bot|robot|there; anybody there; anyone there; thank you; bye; goodbye; alo; ban khoe khong; ten gi
ban lam duoc gi; ban co the ~ gi; giup duoc gi; what can you do; 你好; 안녕; bạn tên; good morning
""",
    },
    "nod": {
        3: """
chào; cam on; ok; oke; okie; okay; vang; da vang; dạ; uh; uk; uhm; ờ; ừ; haha; hihi; hehe; cool; nice; fine; yes; no
không; duoc roi; dong y; khong co gi; test; ban oi; ad oi; bot oi; em oi; oi; a; hmm; biet roi; hieu roi; dung roi
chuẩn
""",
    },
    "rating": {
        5: """
# sao; # diem; nam|mot|muoi sao|diem; danh gia ~ # sao|diem; cham ~ # sao|diem; cho ~ # sao|diem
# stars|star|points; one|five|1 star|stars; # out of; # tren #
""",
        4: """
rat|khong|kha|tuong_doi|hoan_toan|cung|vo_cung|chua hai long; hai long; binh thuong thoi
very|not|quite|rather|totally satisfied; dissatisfied; unsatisfied; satisfied; danh gia ~ tot|kem|cao|thap
""",
        3: """
binh thuong; tam duoc; tam on; tốt; rat tot; rat te; kém; good; bad; ok thoi; average; chap nhan duoc; tuyet voi
""",
    },
    "abuse": {
        4: """
an hai; an bam; ngồi mát; ngoi mat an bat vang; vcl; vkl; dcm; dkm; dmm; !đm; địt; đụ; clgt; !lồn
đồ chó|ngu|khốn|mất_dạy|súc_sinh|rác|vô_lại|vô_học; do cho|ngu|khon|mat_day|suc_sinh|vo_hoc
!thằng|con|bọn|lũ|đám chó|!ngu|khốn; bon|lu|mot_lu|thang|dam khon_nan|mat_day|an_hai|an_cuop|sau_mot|an_bam|vo_dung
bon|lu|chung may; mat day; vo hoc; dm bon|may|lu|chung|no; oc cho; sau mot; khon nan; cho chết; me may; bố mày
cút di|xeo|het; cut het|xeo; cút; ngu ~ nhu_bo|nhu_lon|vai; !ngu vay|thế|quá|ngốc; fuck; fucking; shit; bullshit
asshole; bastard; idiot; idiots; stupid; moron; morons; bitch; scum; useless bunch; shut up; 他妈; 傻逼; 씨발
an roi ngoi; me chung may; mẹ chúng|bọn|lũ|kiếp; me bo chung; mẹ nó; do an cuop; quan tham; lũ vô học|tham
lu|bon tham_quan|vo_hoc|vo_dung|quan_tham; lũ quan; do ngu; cai lũ; cho ma
""",
        3: "!ngu; dm; vl; bat tai; vo dung; parasites; useless; lua dao; an cuop; vai lon",
    },
    "spam": {
        4: """
vay ~ von|tien|nhanh|online|tin_chap; giai ngan; lai suat; tin dung den; bom tien
tuyen|can_tuyen ~ cong_tac_vien|ctv|viec_nhe|nhan_vien_online|dai_ly; viec nhe luong cao; lam tai nha
kiem tien ~ online|tai_nha|moi_ngay; casino; ca cuoc; tai xiu; lo de ~ online|uy_tin; xoc dia; no hu; doi thuong
nap tien; soi cau; forex; bitcoin; dau tu ~ loi_nhuan|sinh_loi|lai; usdt; nhan thuong; trung thuong
loan ~ fast|online|interest|cash|now|approval; low interest; betting; bet now; crypto; earn ~ money; make money
investment return|returns; click ~ link|here; giveaway; viagra; free gift; sim so dep
ban ~ sim|acc|hang|si ~ gia|lien_he|chinh_chu|re; bán nhà|đất|xe ~ gia|lien_he|chinh_chu; giam can; tri ~ dut_diem
khuyen mai; giam gia; mua # tang; sale; freeship; thuoc gia truyen; dich vu seo; tang like; lam bang ~ nhanh|uy_tin
gia re; the chap; ho tro vay|von; can tien ~ alo|gap ~ vay|alo|lien_he; duyet trong|nhanh ~ phut|vay|ho_so_vay
dat nen; bang gia; # lô; lô góc; sổ hồng riêng; chinh chu; can ban; cho thue nha|phong; mat bang kinh doanh ~ thue
hoa hong ~ cao
""",
        2: """
inbox; ib; zalo 09; zalo #; lien he zalo|ngay|hotline|tu_van; liên hệ; hotline; ket ban; kb; uy tin; chiet khau
mien phi; cam ket; http; https; www; t me; bit ly; com; link; xem tai; telegram; kenh; dang ky ngay; so luong co han
luong cao
""",
    },
    "offtopic": {
        4: """
thoi tiet; du bao; nhiet do ~ hom_nay|mai|bao_nhieu; bong da; ti so; ty so; world cup; ngoai hang anh; xo so
gia vang; gia xang; gia ~ do_la|usd|bitcoin|chung_khoan; chung khoan; kể chuyện|truyện; ke chuyen; chuyen cuoi
chuyen vui; lam tho; bai tho; viet ~ bai_van|văn|code; bai hat; hat cho; tu vi; cung hoang dao; boi toan; nau an
cong thuc nau; cach nau; dich ~ sang tieng|cau_nay; giai ~ toan|bai_tap; bai tap; xem phim; phim hay
yeu em|toi_khong; nguoi yeu; may tuoi; an com chua; an gi; weather; forecast; football; soccer; lottery; gold price
joke; poem; recipe; movie; song; stock price; horoscope; homework; translate ~ this|into|to; who won; capital of
write ~ code|essay|poem; love me; 天气; 날씨; hat ~ bai; hat ~ nghe
""",
    },
    "intrusion": {
        6: """
bo qua|quen ~ quy_dinh|huong_dan|lenh|chi_dan ~ truoc|tren|phia_truoc|truoc_do
ignore|forget|disregard ~ instructions|rules|prompt|previous; system prompt; developer mode; jailbreak
prompt he thong; dong vai|gia_vo|gia_su ~ admin|quan_tri|lap_trinh_vien
pretend|act ~ admin|administrator|root|developer
xem|dua|gui|cho|liet_ke|lấy ~ danh_sach|thong_tin ~ cua_nguoi_khac|nguoi_khac|tat_ca_moi_nguoi
xem|dua|gui|cho|liet_ke|lấy ~ phan_anh|so_dien_thoai ~ cua_nguoi_khac|nguoi_khac|tat_ca_moi_nguoi
xem|dua|gui|cho|liet_ke|lấy ~ danh_sach|thong_tin|phan_anh|so_dien_thoai ~ moi_nguoi|cua_ho|nhung_nguoi
show|give|list|send|tell ~ all|other|others|everyone|peoples|another ~ reports|cases|data
show|give|list|send|tell ~ all|other|others|everyone|peoples|another ~ complaints|report|phone_numbers; drop table
select from; script alert; quyen admin|quan_tri; admin password; mat khau admin|quan_tri; api key
other peoples|people reports|cases; ai da phan anh ~ toi
""",
    },
}
