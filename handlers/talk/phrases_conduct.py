"""What people write in Vietnamese about conduct, money, delay and paperwork at the counter."""

from collections.abc import Mapping
from typing import Final

from handlers.casework.categories import Category

CONDUCT: Final[Mapping[Category, Mapping[int, str]]] = {
    Category.ATTITUDE: {
        4: """
thai do ~ kem|toi|te|loi_lom|hach_dich|kho_chiu|coi_thuong|cau_gat|thieu
thai do ~ khong|chua|lanh|vo|bat_lich_su|kenh_kieu|khong_tot|qua|trich_thuong
quát|mắng|chửi|nạt|quat_mang|quat_nat ~ toi|dan|nguoi_dan|ba_con|me|bo|vo|chong|tui|em|minh|ong|ba
quat_thao|mang_mo|chui_boi|nat_no|quat_vao_mat|chui_mang ~ toi|dan|nguoi_dan|ba_con|me|bo
quat_thao|mang_mo|chui_boi|nat_no|quat_vao_mat|chui_mang ~ vo|chong|tui|em|minh|ong|ba
bị quát|mắng|chửi|quat_mang|quat_thao|mang_mo|chui_boi|nat; bi ~ chui|mang|quat; quat|mang ~ vao_mat|giua
chui xoi xa; quat thao|nat; hach hoi; hach sach; sach nhieu; nhung nhieu; hach dich; cua quyen; hanh dan; hanh ha
gay phien ha; phien nhieu; gay|lam kho_de|kho_cho|kho_dan|kho_toi|kho_nguoi; noi trong khong
noi nang ~ coc_loc|tho_lo|mat_day|kho_nghe|trich_thuong|khong
giong|giong_dieu ~ kho_chiu|gat_gong|hach_dich|cau_gat|cau_kinh|kho_nghe|ra_lenh; nhu ban on; ban phat; tho lo
khinh|coi_thuong|khinh_thuong|xem_thuong|coi_khinh ~ dan|nguoi|toi|ba_con|nong_dan|dan_ngheo
thieu|khong ton trong|tôn_trọng
thieu|khong|chua|chang|khong_he|khong_duoc nhiet_tinh|than_thien|lich_su|niem_no|tan_tinh|hoa_nha|chu_dao|vui_ve
mat nang may nhe; xua duoi|tay; đuổi ~ ra_ngoai|ve|toi|dan|khéo|ra; duoi ~ ra_ngoai|toi_ve|dan_ve
nem|quang|vut|hat ~ tra|ho_so|giay_to|xuong_ban|ra_ngoai; khong|chang them ~ nhin|tra_loi|noi|nghe|hoi|tiep|ngo|doai
khong coi|xem ~ ra_gi; coi|xem nhu ~ khong thay|khong_co|khong_ton_tai|khong_biet|vo_hinh
noi|tra_loi nhu ~ tat_nuoc|quat|mang|dam; cuoi|dua ~ voi_nhau|trong_gio|noi_chuyen|mặc_kệ; cười nhao|coi|khay
che gieu; chê ~ dan|nguoi|gia|que; cho leo cay; bo mac dan|nguoi; lo mo; đứng day bo di; bo di ~ tieng|khong_noi
tra loi nhat gung|cut_lun|coc_loc|qua_loa|bang_quo; nhát gừng; khong|chang ai ngang|ngo
dan mat vao man_hinh|may_tinh|dien_thoai; nhu voi con_nit|tre_con|con; nhu con nit; may biet gi; biet gi ma hoi
tro chuyen|noi chuyen voi_nhau|rieng ~ bo_mac|mac|khong|de; ve ma hoi; cắt lời; cat loi ~ toi|dan|em|minh
khong cho ~ noi|trinh_bay|giai_thich ~ het|xong|cau; lườm|nguýt|háy|lườm_nguýt; luom nguyt; noi tieng duoc tieng mat
cúp máy; cup may ~ ngang|luon; dap may; hong hach; trịch thượng; xang giong; noi khay; đá đểu; moc mia; xia xoi
doa nat; bị nạt; nạt nộ; lên lớp ~ dan|toi; coc can; han hoc; ky thi; miet thi; xuc pham; lang ma; si nhuc; nhục mạ
vô lễ; hon lao; láo; coi dân; bo ngoai tai; làm như ~ khong; bị gạt đi; gọi ~ moi nghe|nhac|them ~ may; moi them
nem but; het vao mat; hét; lam kho; tra lời nhat
noi chuyen ~ coc_loc|coc_can|xac_xuoc|trich_thuong|hach_dich|kho_chiu|vo_le|thieu; cộc lốc; khó đăm đăm
mat kho dam dam; cáu gắt|với|bẳn; cau voi nguoi|dan|toi; bot cau; noi chuyen dien_thoai|rieng
khóa|khoá cửa ~ het|ve|som; khoa cua ve|som|het; xo|day toi|nguoi|dan ra; lời lẽ
loi le ~ xuc_pham|kho_nghe|tho|khiem_nha
""",
        3: """
cau gat; gat gong; cau kinh; quat thao; quat mang; to tieng; lon tieng; len giong; van ve; vo trach nhiem; tac trach
thieu trach nhiem; tat trach
bấm|cầm|chơi|nghịch|lướt|ôm|xem|nghe|dan_mat|chui_dau|mai ~ dien_thoai|facebook|tiktok|game|zalo|phim|may_tinh
bam|cam|choi|nghich|luot|om dien_thoai|facebook|tiktok|game; buon chuyen|dua_le; tan gau; noi chuyen rieng|phiem
lam viec rieng|nha; bo vi_tri|truc|quay|nhiem_so; an mac ~ lech|ho_hang|khong|phan_cam
khong deo the|bien_ten|bien_hieu|phu_hieu; dép lê; mac quan dui|coc; say ruou|xin|khuot; mui ruou|bia; nong nac mui
hut thuoc; nhau ~ trong_gio|trua; nguoi quen ~ truoc|uu_tien|xong|duoc|lam
quen biet|than_quen|nguoi_nha|ho_hang ~ truoc|uu_tien|lam_ngay
quen|thân|ho_hang|người_nhà ~ goi|vao|lam|giai_quyet truoc; ai quen ~ truoc|nhanh
uu tien nguoi_quen|nguoi_nha|con_chau; chen hang|ngang|lan; den sau ~ truoc; khong theo thu_tu; lon so thu tu
khong cong bang; bất công; phan biet doi xu; thien vi; tu choi ~ nhan|tiep|giai_quyet|phuc_vu|lam|huong_dan
khong|chang|nhat_quyet|deu chiu|thèm|muon nhan|tiep|lam|giai_quyet|giup
khong|chang nhan|tiep ho_so|giay_to|nua|don|dan; khong tiep dan|nguoi_dan|toi|ai; dun day; da qua da lai
day qua day lai; dây dưa; da bong; đổ lỗi|do_loi cho ~ nhau|dan|phong
khong|chang|chua|mai_khong co|thấy ai|nguoi|ma|can_bo ~ quay|truc|o_ban|tiep|den|lam|ngoi|o_do
quay|cua|ban|phong ~ khong|chang|vang|bo_trong|trong ~ ai|nguoi|tanh|can_bo|tron|hoac; cửa ~ khoa|dong
cua ~ khoa_trai|van_khoa|thi_khoa|dong_im_im; quay # ~ vang; hay|thuong|luon|toan vang; vang mat; vắng người|mặt|hoe
khong|chang|chua thay can_bo|nhan_vien|bong_dang|ma_nao|ai_den|ai_lam; đi lam muon|tre; den muon|tre; di muon
ve som; nghi som; dong cua som; chua|moi het|den|toi gio ~ nghi|ve|dong_cua|khong|thu_don; het gio roi
het gio ~ khong; # gio ~ chua ~ lam_viec|mo_cua|den; # gio|h ~ chua thay ~ den|mo; mo cua muon|tre; chua mo cua
di an sang; đi uong|nhau|cafe|ăn; di uong|nhau; di ca phe; khong ai|co_ai ~ tiep|truc|lam_viec|tra_loi_toi|huong_dan
mai moi|khong ~ tiep; kieu bo_thi|quan|cha_chu|ban_on|sai_bao; nua con mat; lam ngo; ngó lơ; phot lo
mac ke ~ dan|nguoi|toi|ba_con; mặc kệ; nghe khong hieu ~ duoi|ve|di|bo; bo di ~ giua_chung|luon|khong_noi; dap cua
dap ban; chi tay ~ mat; doa ~ khong|giai_quyet|bat|phat; xung may_tao|tao|hô; noi tuc; noi may; noi may tao
chửi thề; len mat; ra oai; sai vat; # ~ moi co nguoi|can_bo|ai; moi mo cua; mo cua ~ muon|tre; quan sooc|dui|coc
dép tông|lào; dep tong; khong noi mot loi; làm việc riêng; ngu gat; ngủ; ngồi lê; bat dan cho ~ noi_chuyen|an|uong
uống tra; ngồi uống; uong tra ~ nguoi|trong_gio|dan|can_bo; cắn hạt dưa; ăn quà vặt; chểnh mảng; lo la; ho hung
qua loa ~ dai_khai|cho_xong; đại khái; né tránh; ne tranh dan; lẩn tránh; di ra di vao; ra ngoai suot
khong chao hoi; bat hop tac; khong hop tac; gia truong; cho nguoi sau ~ truoc; nguoi den sau
goi ~ nguoi sau ~ truoc; nho nhe ma; khong co mat; bỏ về; nghi truc; mat nang; giở giọng; nong nay; noi nong; noi to
gằn giọng; dau gio ~ chua co; cuoi gio ~ khong nhan
""",
        2: """
thai do; kho chiu; lanh lung; lanh nhat; mat cu; lanh tanh; cham choc; mia mai; noi xoay; nhăn nhó; cáu
hoi ~ lan ~ moi tra_loi; khong tra loi toi|dan|cau|gi; khong ngang mat|dau|len; bao bận|ban_roi; bao ban roi
mai|chieu|lan_sau quay lai; mai den; ngoi choi; kho tinh; loi noi; duoi toi|ve; bao|cho toi ve; vo cam; quan lieu
goi mai khong; loi lom; vo van hoa; thieu van hoa|lich_su|le_do|chuyen_nghiep; bat lich su; hoi gi cung
khong cho ~ vao|gap; vênh; kênh kiệu; ma cũ; nóng tính; xau tinh; kho gan; kho ua; ung xu; tac phong; cach lam viec
dao duc; phuc vu ~ kem|te|chan; gat; lảng tránh; tron tranh
""",
        1: "can bo; nhan vien; cong chuc; chi ay; anh ay; co ay; ong ay; ba ay; bao ve; ngoi trong; nguoi truc",
    },
    Category.INFORMAL_PAYMENT: {
        4: """
vòi; voi vinh|tien|them; lot tay; đút lót; đút tiền; dut lot|tien; lo lot; hoi lo
boi duong ~ trieu|nghin|tram|tien|cho|can_bo; phong bi
goi y ~ tien|trieu|qua|phong_bi|boi_duong|chi|cam_on|dua|ung_ho|mua; chung chi tien; chung tien; bat bi|chẹt ~ tien
ra hieu ~ tien|cam_on|qua|phai|chut; chut ~ cam_on|qua|tien|phi ~ moi|thi
đòi ~ tien|trieu|hoi_lo|phong_bi|lot_tay|phan_tram|phan_chia|tram; doi tien|hoi_lo|phong_bi|lot_tay
muon ~ nhanh|xong|duoc_viec|som ~ tien|trieu|chi|dua|nop|biet|mat|ton
nhanh ~ boi_duong|phong_bi|trieu|dua_tien|chi_them|nop_them|mat_tien; dua ~ trieu|tram|nghin|tien|# ~ moi|la|thi
khong dua|co ~ tien|phong_bi|gi ~ thi|khong; khong dua la|thi ~ khong
tien tra_nuoc|thuoc_nuoc|ca_phe|cafe|nuoc|che|bia|nhau|quà|xang_xe; ngoai luong
cò ~ giay_to|ho_so|so_do|dat|mồi|tien|dich_vu; cò moi|đất; co moi; phi ngam|boi_tron|ngoai|den|rieng|lot_tay
tien boi tron|ngoai; biet dieu; biet y; cam on ~ trieu|tram_nghin|tram|moi|thi|duoc_viec
moi duoc viec|xong_viec|nhanh; an tien; ăn chia; vet tien; moi tien; móc túi; mua giup|ung_ho|ho ~ thi|moi|nhanh|cho
nhan ~ trieu ~ cua_toi|gia_dinh|nha_toi|de
thu ~ khong|chang|chua|k ~ bien_lai|hoa_don|phieu_thu|bien_nhan|giay_to_gi
khong dua|co|xuat|ghi|viet|thay|chiu|cho ~ bien_lai|hoa_don|phieu_thu|bien_nhan
hoa don|bien_lai|phieu_thu ~ khong|chang|chua; phi|le_phi|gia ~ # ~ thu|lay|doi|nop ~ #
thu|lay|doi ~ # ~ trong_khi|quy_dinh|le_phi|niem_yet; le phi ~ ma ~ thu|lay|doi; thu ~ gap ~ lan; gap doi|ba|may_lan
kẹp ~ them|tien|vao|#; kep ~ them|tien|# ~ ho_so; chia ~ cho can_bo|sep|lanh_dao; nhận làm ~ gia|trieu; gia # trieu
tinh toi #; phi|le_phi|gia ~ bang|niem_yet|quy_dinh ~ tinh|thu|lay; khong|ko co|thay phieu gi|giay gi
tien mat ~ cho|dua ~ anh|chi|can_bo|cong_an; khong phieu; lai qua; hoa hồng ~ cho; cua sau; đi đêm
di dem ~ tien|can_bo; lì xì; li xi ~ moi|can_bo; tien com|xang|an_nhau|an_trua ~ cho|goi_y|cua|doi
tiền xăng|cơm|nhậu|ăn; bua nhau|com ~ moi|goi_y|can_bo; co qua thi|moi; co đi co lại
tai khoan ca nhan ~ can_bo|chi|anh|cua; chuyen khoan ~ ca nhan|rieng|cho chi|cho anh ~ can_bo|le_phi|ho_so
khong giay to gi; không giấy|biên_nhận ~ gì; dua # ~ thi|la|chieu|lay; ep mua; ép mua ~ bao_hiem|hang|sach; phu thu
thu khống; thu vống; thu nhieu hon; lay gia ~ cao|gap|hon
""",
        3: """
boi duong; chi them; them tien; dua tien; nop them tien; them ~ trieu|tram_nghin|tram; qua cap; quà ~ can_bo|sep|cho
bieu ~ tien|quà|xen; bieu xén; quà biếu; thu them|ngoai|sai|qua|vuot|lố|khong ~ tien|le_phi|phi|quy_dinh
le phi ~ cao_hon|gap|vuot|khac|la; thu ~ cao_hon|vuot|hon ~ quy_dinh|muc|niem_yet; khong bien lai; qua trung gian
lam dich vu ~ nhanh|ngoai; co|mat|ton tien moi; moi chiu ky|lam; nhận tien; ngam hieu; ngầm; chi tien moi|thi
# trieu thi|la|moi; # nghin thi|la|moi; lam luat; tieu cuc phi; thay ten ~ tien; bao kê; suat ngoai giao; hoa don
bien lai; phieu thu; lam nhanh ~ tien|#; lay nhanh; loi ich; xin xo; mời ~ an|nhau ~ moi; quà; nhờ vả
mua bao hiem ~ moi; thu # tien ~ xac_nhan|ly_lich|dau|giay; khong phieu thu; tien xac nhan
khoi phai doi|cho|xep_hang; loi dung
""",
        2: """
co it nhieu; tieu cuc; boi tron; moi gioi; trieu ~ giay|xong|moi; mua chuoc; khong kip ghi am; thu #
thu ~ nghin|tram; tien ~ ngoai; le phi; phi dich vu; tien mat; # trieu; # nghin; kẹp; quen trong xa
""",
        1: "trieu; nop tien; thu tien; tien",
    },
    Category.DELAY: {
        4: """
qua han|hen; tre hen|han; lo hen; sai hen; that hen; khat hen|lan; cham tre; lai hen
chậm ~ tra|giai_quyet|xu_ly|tien_do; cham tra|giai_quyet|xu_ly|cap|tien_do|ket_qua
tra ~ chậm|muon|trễ|khong_dung_hen; hẹn ~ tra|lay|co|xong|ngay|thang|tuan ~ chua|khong|chang|van|mai|gio_da
hen ~ # ~ gio|nay|den_nay|ma ~ #; hen ~ tra ~ chua|khong|chang|van|mai; hen di hen lai; hen lai ~ lan|nua|mai
hen roi lai hen; hen # lan; hen lan #; hen mai|hoai; khong dung hen; ngâm; ngam ho_so|giay|don
ngam ~ thang|tuan|nam; bi ngam; ngâm tôm; de ~ ngan keo; xep xó
den nay|gio|bay_gio|hom_nay|gio_nay ~ chua|khong|chang|van; gio ~ van chua; nop tu ~ chua|khong|chang|van|mai
nop ~ tu_thang|tu_ngay|tu_hom
chua|chang|mai_khong co|thay|nhan|nhan_duoc|ra|tra|duoc ~ ket_qua|giay|so_do|phan_hoi|hoi_am|tin
nop ~ thang|tuan|nam|lau|ngay ~ chua|khong|chang|van|mai|roi; khong thay|nhan_duoc|co ~ hoi_am|phan_hoi|ket_qua
chua|chang|khong thay ~ goi|tra|giai_quyet|xu_ly|hoi_am|phan_hoi|tra_loi|hoi_dap|dong_tinh|đâu|noi_nang|bao|noi_gi
chua|khong duoc ~ giai_quyet|xu_ly|tra_loi|hoi_am|tra_ket_qua
khong ai doai_hoai|tra_loi|noi_nang|bao|thong_bao|lien_he; khong doai hoai
cho|doi ~ thang|tuan|nam|nua_thang|nua_nam ~ chua|khong|van|chang|mai|roi|nay|moi
chờ|đợi ~ thang|tuan|nua_thang|ngay|nam; cho nua thang; doi nua thang; lau roi|lam ~ chua|khong; lâu lắm
bat vo am tin; # thang|tuan|nam ~ chua|khong_ai|van|khong_thay|chang_thay
don ~ chua|khong|chang tra_loi|giai_quyet|ai_tra_loi|ai|thay; van chua xong|co|duoc|ky|tra|cap|nhan
giuc ~ lan|mai|hoai|hoi; thúc; cu tu tu; bao ~ từ từ; gio da|la|duoc # ngay|tuan|thang
da # ngay|tuan|thang ~ chua|roi|ma|khong|van; gan # thang|tuan|nam ~ chua|roi|ma|khong|van
hon # thang|tuan|nam|ngay ~ chua|roi|ma|khong|van; bao chua co|xong|ky|duoc; chua duoc đồng nào; chua ~ dong nao
tu tet|thang|hom|nam|dau_nam|he ~ toi_gio|den_gio|den_nay|toi_nay ~ chua|khong|van; nam o dau; đang nằm; don doc
chuyen len chuyen xuong; van bao cho|doi; ra thi bao chua; den ngay ~ chua|van; # ngay|tuan|thang roi ~ van|chua|bao
# ngay roi; ma mot|# tuan|thang; giay|ket_qua ~ bao chua; chua thay dau; trinh ky; đang trình; đang xử lý mãi
dang xu ly ~ mai|thang|hoai; luân chuyển; tuan sau ~ tuan sau; tuan sau lai; hẹn tuần sau|mai|thang_sau ~ lai|roi
lan lua; tri hoan; đình trệ; chần chừ; that hua; hứa ~ chua|khong|mai|van; hua ~ chua|van_chua|mai_khong
chậm chi trả|chi; chua ~ nhận được tien|đồng|the|so|giay|luong; chua co ~ the|so|giay|bang|tien
van chua ~ nhan|thay|duoc|ve|chi; chua nhan duoc; nam ngoai den_gio|toi_gio|den_nay ~ chua|khong
bao gio|khi nao|chung nao moi ~ co|duoc|xong|tra|giai_quyet; sao ~ lâu thế|vay; lau the|vay; nhac # lan|nhieu_lan
nhắc mãi|hoài; thang nay qua thang khac; het thang nay ~ thang; chua giai ngan; lan nao ~ bao ~ dang|chua
cung bao dang; làm|xu_ly|giai_quyet chậm; lam viec|an chậm|cham_qua|rat_cham|cham_tre; làm qua|rất chậm|cham_chap|lau
""",
        -4: "lam|lam_viec cham chi",
        3: """
keo dai ~ thang|nam|tuan|ngay; kéo dài; lau lac; lau qua; qua lau; rat lau; lâu vay|the|nhu_vay|ghe|nhi; cham qua
qua cham; cham chap; rùa; ca|hang|may|nua thang|tuan|nam ~ troi|roi|nay; ca thang|tuan|nam; may thang
cho mai|dai_co|mon_moi|hoai|doi_mai; chờ mãi|hoài|đợi|dài|mòn; bao cho; cu cho; cu hen; bat chờ|đợi; im lang; im re
im hơi; im lìm; bặt tin; khong hoi am; khong xin loi; khong bao ly do; chưa ký; chua ký; chua duoc ký; chờ ky|chu_ky
mỗi chữ ký; lanh dao ~ di_hop|vang|cong_tac|bận; sep ~ di_hop|vang|bận|di_vang; khong|chang ai nghe|bat may
khong|chang nghe|bat|nhac may; chua xong; chua giai quyet|xu_ly|duyet; mai khong|chua|chang ~ xong|co|duoc|thay
le me; khong biet khi|bao gio|lau; den bao gio; bao gio moi; chung nao moi; con phai cho; dài cổ; hết kien_nhan
tra cham; bi treo; tac nghen ho so; ton dong; tam dung ~ khong; xep hang ~ tieng|gio|sang; cho ~ tieng dong_ho
dot ngot hoan; mon moi; cho dai; hoai khong; hoãn; kien nghi ~ chua ~ tra_loi|giai_quyet; cap tren chua duyet|tra
cho duyet; phe duyet ~ lau|chua; tien tro cap ~ cham|chua; mai tang phi; con cho
""",
        2: """
giay|phieu|ngay hen; dung hen; chậm; trễ; # thang|tuan nay; # thang|tuan roi; cho lau; lâu; da # ngay; sot ruot
cho ~ tieng|gio ~ moi; chờ từ; cho tu ~ den; khong biet ~ den_dau; tien do; hẹn; chờ; đợi; bao lau nua; chua ky
chua cap; chua tra; lau roi; mai chua; giải quyết nhanh; som giai quyet
""",
        1: "cho doi; ket qua; hoi am; ho so; gap lai; cho; thang; tuan",
    },
    Category.GUIDANCE_PAPERWORK: {
        4: """
thieu ~ giay|giay_to|thu|ban_sao|xac_nhan|chu_ky|loai; bao|keu thieu; đi|chay di lai lai; di di lai lai
di lai # lan; di lai ~ lan|nhieu; đi ~ lan ~ van|chua|khong|moi; chay di chay lai; chay toi chay lui; di toi di lui
len xuong ~ lan; len len xuong xuong; chay qua chay lai; chay vong; chay long nhong; chay nhu con thoi
den|ra|len|toi|đi # lan|bận|chuyen ~ van|chua|moi|bao|roi; lan thu # ~ thieu|bo_sung|quay_lai|van
# chuyen|lan|bận ~ chua|van|moi ~ xong|duoc; di # lan|chuyen|bận; # lan roi
bat ~ xin|nop|bo_sung|photo|cong_chung|chung_thuc|mang|khai ~ giay|them|lai|xac_nhan
bat ~ xin|nop|bo_sung|photo|cong_chung|chung_thuc|mang|khai ~ giay_to|ban_sao|don|du_thu|ban_goc
đòi ~ giay|giay_to|xac_nhan|ban_sao|so_ho_khau|loai|thu; doi # loai|thu|ban; doi giay|giay_to|them|du
doi hoi ~ giay|them; yeu cau ~ giay ~ ngoai|khong_co|vo_ly; # loai giay ~ ma|nhung|lai|den; # loai giay
moi nguoi ~ kieu|phach|y|khac; moi lan|nguoi|hom ~ mot|khac|bao ~ kieu|bao|thieu|giay|khac
moi lan ~ lai ~ bao|thieu|doi|khac|phat_sinh; lan nao ~ thieu|bao
huong dan ~ khong|chua|mot_kieu|lung_tung|qua_loa|so_sai|khac_nhau|long_vong|sai|map_mo|nua_voi
khong|chang|chua|khong_ai|chang_ai ~ huong_dan|chi_cho|chi_dan|chi_bao|giai_thich|noi_ro
hom nay|truoc bao ~ mai|nay|sau ~ bao|lai; nay bao ~ mai bao; luc thi ~ luc thi; luc bao ~ luc bao
khong|chang dua|giao|ghi|viet|phat ~ phieu|van_ban|giay_hen|giay_bien_nhan; noi|bao|yeu_cau mieng; noi mieng
giay to ngoai|khong_co_trong|vo_ly|la; khong co trong ~ quy_dinh|thanh_phan|thu_tuc|danh_muc; phieu yeu cau bo sung
bo sung ~ lan|mai|lien_tuc|hoai|nua; xin ~ xac_nhan|giay ~ truong_thon|to_truong|cong_an|thon|to_dan_pho
chi ~ ra|len|sang|ve|qua ~ lai ~ chi|bao|duoi; bao ~ ra|len|sang|ve|qua|xuong ~ lai ~ bao|chi|duoi|keu
len xa ~ bao ~ thon|huyen|tinh|cong_an; het noi nay|cho_nay den|lai noi|cho; sai mau; mau khac; mau cu; doi mau
khai ~ lai ~ sai|mau|bao; khong dung mau; mau nao; form nào
tren cong|mang|web|bang ~ ghi ~ loai|giay|khong_can|chi_can ~ ma|den|nhung|ra
bi tra ~ ve|lai ~ lan|hoai|mai|khong_noi; tra lai|ve ho so ~ lan|khong|ma; ho so ~ tra ~ khong ro|noi|biet
hoi # nguoi ~ #|khac; tra loi khac nhau; chang|khong biet nghe|theo ai|cai_nao; tu doc; tự đọc|tìm|tra|lo
tu tim hieu; kho hieu ~ khong|chi|nho; chu kho hieu; lại bảo thiếu; lai bao thieu|sai|can|phai
khong noi ro|sai gi|sai_cho|thieu_cho; mai ~ lai bao; hom sau ~ lai bao; phai co ~ giay ~ moi
thieu cccd|cmnd|dang_ky|giay|to_khai|anh|dau; bắt tôi|dan|phai phai|co ~ giay; chỉ mỗi nơi một
xin dấu|đau ~ noi|cho|thon|#; xin dau ~ # noi|cho|thon; dấu ~ # nơi|cho; # noi ~ moi xong|moi duoc|ky
ve que xin|lam; về quê; xac nhan ~ noi khac|tung_nguoi|que
khong|chang|khong_ai|ko_ai noi ~ phai|can|dien|lam ~ gi|sao|muc|the_nao; điền mục; dien muc ~ nao
ve tự làm|tu_lam|tu_khai|tu_dien|tự; bao ve tu; huong dan sai; chi sai; bao sai ~ giay|thu_tuc
moi noi ~ kieu|phach|y|tra_loi; moi cho ~ kieu|phach; tang nac; ban giay ~ nop|lai|nua|them; nộp lại bản|giấy|tu|hồ
vua ~ online ~ vua ~ giay; nop online ~ bat|van ~ giay|ra|mang|dem; trong khi toi ~ nam|o
van bat ~ mang|dem|nop|di|ra|khai|lam; bắt ~ ve ~ xin; bat ve ~ xin|lam; sai thi ~ khong noi; giay to chong chat
qua nhieu khau|cua|buoc; qua nhieu tang; cung mot|# thu_tuc|loai|viec ~ khac nhau; yeu cau ~ giay to ~ khac nhau
moi can bo ~ yeu_cau|noi|bao ~ khac; hai|# can bo ~ khac nhau; hom sau ~ bao thieu
""",
        3: """
ruom ra; lang nhang; loang ngoang; rac roi; nhieu khe; khong giai thich; giai thich ~ khong|chua|qua_loa
khong|chua noi|huong_dan|ghi|chi ro|cu_the; khong ro rang
khong|chang biet thieu|can_nop|phai_nop|hoi_ai|phai_lam|nop_gi|duong; phien dich; long vong; vong vo
thu tuc ~ phuc_tap|kho_hieu|vo_ly|qua_nhieu|roi; qua nhieu giay; trong khi ~ khong_can|bat|yeu_cau; tra lai|ve ho so
lam lai ~ lan; lam lại; sua ~ lan; viet|in|khai|ky lai ~ lan; khai lai; them giay; đã co ~ van|ma|con ~ bat|doi
nop lai; chang biet duong nao|lam_sao; ai cung bao; nop di nop lai; mất công|cong_di_lai; ton cong di lai; mat cong
mat ca buoi|ngay; quay lai ~ lan; bat quay lai; phát sinh; giấy này giấy kia|nọ; giay no giay kia; giay nay giay kia
thu nay thu kia; đủ thứ; du thu giay; hanh ~ giay_to; tu nhien doi; chi dan
""",
        2: """
thieu giay; bo sung; di lai; huong dan; quay lai; cong chung; photo; mau don; mẫu; ban sao; khong hieu; khong ai chi
giay xac nhan; giay gioi thieu; doi giay; ban goc; may lan; nhieu lan; to khai ~ sai|lai
""",
        1: "thu tuc; giay to; ho so; xac nhan; so ho khau; to khai; lan; loai giay; khai",
    },
}
